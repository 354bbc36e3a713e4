import { describe, expect, it } from "vitest";
import { formatLake } from "../../../local/cli/formatLake.ts";
import type { LakeTable } from "../../../local/cli/lakeTable.ts";

const empty: LakeTable = {
  region: "eu-west-1",
  dataset: "readings",
  files: 0,
  bytes: 0,
  rows: 0,
  rejectedRows: 0,
  reasons: [],
  firstRows: [],
};
const lines = (table: Partial<LakeTable>) =>
  formatLake([{ ...empty, ...table }])
    .split("\n")
    .map((line) => line.trimEnd());

describe("what lies in the lakes, for a person", () => {
  it("is a line on each table: files, rows, bytes and rejects, each reason counted", () => {
    const reasons = [
      { reason: "not_a_number", count: 3 },
      { reason: "short_row", count: 1 },
    ];
    expect(lines({ files: 1, rows: 12_345, bytes: 2048, rejectedRows: 4, reasons })).toEqual([
      "eu-west-1  readings: 1 file, 12,345 rows, 2.0 KiB; 4 rows rejected (not_a_number 3, short_row 1)",
    ]);
  });

  it("says so where there is nothing", () => {
    expect(lines({})).toEqual(["eu-west-1  readings: 0 files, 0 rows, 0 B; 0 rows rejected"]);
  });

  it("shows rows as columns, nulls as null, line ends as spaces and long values cut to 30 characters", () => {
    const firstRows = [
      { sensor_id: "a\r\nb", toll: null },
      { sensor_id: "x".repeat(40), toll: "1.50" },
    ];
    const [, sensor = "", toll = "", ...more] = lines({ rows: 2, firstRows });
    expect(sensor.trim().split(/ {2,}/)).toEqual(["sensor_id", "a b", `${"x".repeat(29)}…`]);
    expect(toll.trim().split(/ {2,}/)).toEqual(["toll", "null", "1.50"]);
    expect(more).toEqual([]);
  });

  it("keeps tables apart by an empty line, in the order given", () => {
    const told = formatLake([empty, { ...empty, region: "us-east-1" }]);
    expect(told.split("\n\n").map((table) => table.split(" ")[0])).toEqual(["eu-west-1", "us-east-1"]);
  });
});
