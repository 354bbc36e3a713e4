import { describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import type { Column } from "../../../core/contract/columns/Column.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { engineFor } from "../../../core/engine/engineFor.ts";

const contractOf = (...columns: Column[]) =>
  dataset("chosen", {
    source: csv(),
    columns: Object.fromEntries(columns.map((column, index) => [`column${"ABCDEFGH".charAt(index)}`, column])),
  }) as Contract;
const suited = contractOf(
  ...[t.smallint(), t.int(), t.real(), t.double(), t.boolean(), t.varchar(5), t.date(), t.timestamp()],
);

describe("the engine of a source", () => {
  test("is inline up to the given size, and duckdb from one byte more on", () => {
    expect(engineFor(suited, 1000, 1000)).toBe("inline");
    expect(engineFor(suited, 1001, 1000)).toBe("duckdb");
  });

  test.each([
    ["a decimal", t.decimal(9, 2)],
    ["a bigint", t.bigint().nullable()],
  ])("is duckdb, whatever the size, where the contract has %s", (_, column) => {
    expect(engineFor(contractOf(t.int(), column), 1, 1e9)).toBe("duckdb");
  });

  test("is duckdb for all but empty sources where the limit is 0", () => {
    expect(engineFor(suited, 1, 0)).toBe("duckdb");
  });
});
