import { describe, expect, it } from "vitest";
import { formatTraffic } from "../../../../local/cli/traffic/formatTraffic.ts";

const quarters = [
  { quarter: 28, speed: 91.2, jam: 0 },
  { quarter: 29, speed: 20, jam: 1 },
];

describe("what is printed of traffic", () => {
  it("is each day of a location, drawn by one scale, and what all took", () => {
    const look = {
      ...{ rows: 208_237, partitions: 48, locations: 1, location: "E40-N-0001" },
      days: [
        { day: "2024-03-26", quarters },
        { day: "2024-03-27", quarters: quarters.slice(0, 1) },
      ],
      inserts: [{ scanned: 2048, seconds: 1.25 }],
      questions: { scanned: 100, seconds: 0.5 },
    };
    const text = formatTraffic(look, { records: 575_258, bytes: 4_613_734, points: 200 });
    expect(text.split("\n\n").map((part) => part.split("\n")[0])).toEqual([
      "E40-N-0001 on 2024-03-26, km/h by quarter of an hour: jams 07:15-07:30",
      "E40-N-0001 on 2024-03-27, km/h by quarter of an hour: no jam",
      "landed   575,258 records of 200 measuring points, 4.4 MiB in gzip",
    ]);
    expect(text.match(/^ 100│/gm)).toHaveLength(2);
    expect(text.split("\n").slice(-3)).toEqual([
      "table    208,237 rows of 1 location in 48 partitions",
      "INSERT 1 2.0 KiB scanned in 1.3 s",
      "queries  100 B scanned in 0.5 s",
    ]);
  });
});
