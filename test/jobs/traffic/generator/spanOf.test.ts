import { describe, expect, it } from "vitest";
import { spanOf } from "../../../../jobs/traffic/generator/spanOf.ts";

const zone = "Europe/Brussels";
const minutes = (from: string, to: string) => ({ from: Date.parse(from) / 60_000, to: Date.parse(to) / 60_000 });

describe("a span", () => {
  it("is of local days, of 23 hours too", () => {
    expect(spanOf({ from: "2024-03-30", days: 2, zone })).toEqual(minutes("2024-03-29T23:00Z", "2024-03-31T22:00Z"));
    expect(spanOf({ from: "2024-03-31", zone })).toEqual(minutes("2024-03-30T23:00Z", "2024-03-31T22:00Z"));
    expect(spanOf({ from: "2024-03-31", to: "2024-05-01", zone })).toEqual(
      minutes("2024-03-30T23:00Z", "2024-04-30T22:00Z"),
    );
  });

  it("is between instants", () => {
    const span = minutes("2024-03-31T00:30Z", "2024-03-31T02:00Z");
    expect(spanOf({ from: "2024-03-31T00:30Z", to: "2024-03-31T04:00+02:00", zone })).toEqual(span);
  });

  it.each([
    ["begins at no time", { from: "soon" }],
    ["begins on no day", { from: "2024-02-30" }],
    ["begins within a minute", { from: "2024-03-31T00:30:05Z" }],
    ["is empty", { from: "2024-03-31", to: "2024-03-31" }],
  ])("that %s is refused", (_, given) => {
    expect(() => spanOf({ ...given, zone })).toThrow(expect.objectContaining({ code: "traffic.bad_span" }));
  });
});
