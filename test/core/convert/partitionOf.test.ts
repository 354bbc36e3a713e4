import { expect, it } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { partitionOf } from "../../../core/convert/partitionOf.ts";

const columns = { takenAt: t.timestamp(), day: t.date() };

it("a row's partition is of the date's parts, outermost first and unpadded", () => {
  const contract = dataset("d", {
    source: csv(),
    columns: { takenAt: t.timestamp(), on: t.date() },
    partitionBy: (c) => [c.takenAt.year(), c.takenAt.month(), c.on.day()],
  });
  const row = { takenAt: "0099-02-28T23:59:59.000000Z", on: "2024-12-05" };
  expect(partitionOf(contract, row)).toEqual([
    ["year", "99"],
    ["month", "2"],
    ["day", "5"],
  ]);
});

it("a row of an unpartitioned dataset has the empty partition", () => {
  const contract = dataset("d", { source: csv(), columns });
  expect(partitionOf(contract, { takenAt: "2024-01-01T00:00:00.000000Z", day: "2024-01-01" })).toEqual([]);
});
