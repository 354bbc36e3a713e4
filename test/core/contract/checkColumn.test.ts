import { describe, expect, it } from "vitest";
import type { Column } from "../../../core/contract/columns/Column.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { codeOf } from "./codeOf.ts";

/** Under a dialect whose separator and null tokens must not matter to values written in TypeScript. */
const declare = (column: Column) =>
  dataset("d", { source: csv({ decimal: ",", nulls: ["", "0", "NA"] }), columns: { a: column } });

describe("a column's default, bounds and values", () => {
  it.each<[string, Column]>([
    ["a default among the null tokens", t.int().default(0)],
    ["a decimal default with a point under a decimal comma", t.decimal(9, 2).round("halfUp").default("0.50")],
    ["a date default under another format", t.date({ format: "DD/MM/YYYY" }).default("2024-02-29")],
    [
      "a timestamp default under another zone",
      t.timestamp({ zone: "Asia/Tokyo" }).default("2024-01-01T00:00:00.000000Z"),
    ],
    ["a boolean default under other tokens", t.boolean({ true: ["ja"], false: ["nee"] }).default(true)],
    ["an empty varchar", t.varchar(3).default("")],
    ["NaN where it is allowed", t.real().allowNaN().default(Number.NaN)],
    ["the widest bounds of a bigint", t.bigint().between(-(2n ** 63n), 2n ** 63n - 1n)],
    ["one allowed value", t.int().between(3, 3).default(3)],
    ["decimal bounds of different lengths", t.decimal(9, 2).between("-10.00", "9.00").default("8.50")],
    ["a default among the allowed values", t.varchar(5).oneOf(["a", "b"]).default("b")],
  ])("may be %s", (_, column) => {
    expect(codeOf(() => declare(column))).toBeUndefined();
  });

  it.each<[string, string, Column]>([
    ["contract.default_value", "an int default with a fraction", t.int().default(1.5)],
    ["contract.default_value", "an int default beyond 32 bits", t.int().default(2 ** 31)],
    ["contract.default_value", "a number as a bigint's default", t.bigint().default(5 as unknown as bigint)],
    ["contract.default_value", "a decimal default of another scale", t.decimal(9, 2).default("0")],
    ["contract.default_value", "a decimal default beyond the precision", t.decimal(3, 2).default("10.00")],
    ["contract.default_value", "a negative zero", t.decimal(3, 2).default("-0.00")],
    ["contract.default_value", "a decimal default with a comma", t.decimal(9, 2).default("0,50")],
    [
      "contract.default_value",
      "a decimal default that would be rounded",
      t.decimal(9, 1).round("halfUp").default("0.55"),
    ],
    ["contract.default_value", "NaN where it is not allowed", t.double().default(Number.NaN)],
    ["contract.default_value", "a real default that binary32 lacks", t.real().default(0.1)],
    ["contract.default_value", "a varchar default that is too long", t.varchar(3).default("éé")],
    ["contract.default_value", "a trimmed varchar's default with blanks", t.varchar(3).trim().default(" a")],
    ["contract.default_value", "a date default that does not exist", t.date().default("2023-02-29")],
    [
      "contract.default_value",
      "a date default in the file's format",
      t.date({ format: "D/M/YYYY" }).default("1/2/2024"),
    ],
    [
      "contract.default_value",
      "a timestamp default without microseconds",
      t.timestamp().default("2024-01-01T00:00:00Z"),
    ],
    ["contract.default_rule", "a default below the minimum", t.int().between(1, 2).default(0)],
    ["contract.default_rule", "a default above the maximum", t.decimal(9, 2).between("1.00", "9.00").default("10.00")],
    ["contract.default_rule", "a default that is not allowed", t.varchar(5).oneOf(["a"]).default("b")],
    ["contract.bound_value", "a smallint bound beyond 16 bits", t.smallint().between(0, 40_000)],
    ["contract.bound_value", "a bound that is a date no calendar has", t.date().between("2024-01-01", "2024-13-01")],
    ["contract.bound_value", "an infinite bound", t.double().between(0, Number.POSITIVE_INFINITY)],
    ["contract.bound_order", "bounds in the wrong order", t.int().between(2, 1)],
    ["contract.bound_order", "decimal bounds whose texts alone are in order", t.decimal(9, 2).between("10.00", "9.00")],
    ["contract.bound_order", "NaN as the upper bound", t.double().allowNaN().between(0, Number.NaN)],
    ["contract.one_of_value", "an allowed value that is too long", t.varchar(3).oneOf(["four"])],
    ["contract.one_of_empty", "no allowed value", t.varchar(3).oneOf([])],
    ["contract.rule_repeated", "two ranges", t.int().between(0, 5).between(3, 9)],
  ])("say %s for %s", (code, _, column) => {
    expect(codeOf(() => declare(column))).toBe(code);
  });

  it("are answered with the form to write", () => {
    expect(() => declare(t.decimal(9, 2).default("0"))).toThrow(
      'd.a: The default "0" is not a value of decimal(9, 2); write "0.00".',
    );
    expect(() => declare(t.real().between(0, 0.1))).toThrow("write 0.10000000149011612");
  });
});
