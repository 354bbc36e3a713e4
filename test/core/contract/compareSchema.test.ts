import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { compareSchema } from "../../../core/contract/compareSchema.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { headersOf } from "../../../core/contract/headersOf.ts";
import { t } from "../../../core/contract/t.ts";
import { registry } from "../../../datasets/registry.ts";

const wide = dataset("wide", {
  source: csv(),
  columns: {
    id: t.int(),
    count: t.bigint().nullable(),
    share: t.double(),
    price: t.decimal(9, 2),
    open: t.boolean(),
    flag: t.boolean({ true: ["1"], false: ["0"] }),
    day: t.date(),
    compactDay: t.date({ format: "YYYYMMDD" }).from("Compact Day"),
    at: t.timestamp(),
    name: t.varchar(20),
    kind: t.varchar(5).default("none"),
  },
});
const agreeing: Record<string, string> = {
  id: "bigint",
  count: "bigint",
  share: "double",
  price: "double",
  open: "string",
  flag: "bigint",
  day: "string",
  "compact day": "bigint",
  at: "string",
  name: "bigint",
  kind: "string",
};
const tableOf = (columns: Record<string, string>) => Object.entries(columns).map(([name, type]) => ({ name, type }));
const compare = (columns: Record<string, string>) => compareSchema(wide, tableOf(columns));

describe("a crawled schema held against a contract", () => {
  it("agrees where each column is there under its header in lower case, of a type that fits", () => {
    expect(compare(agreeing)).toEqual({ missing: [], added: [], types: [] });
  });

  it("names by its header what the files lack, unless a default fills it", () => {
    const { "compact day": _, kind: __, ...rest } = agreeing;
    expect(compare(rest)).toEqual({ missing: ["Compact Day"], added: [], types: [] });
  });

  it("names what the contract does not know", () => {
    expect(compare({ ...agreeing, lane: "bigint" })).toEqual({ missing: [], added: ["lane"], types: [] });
  });

  it.each([
    ["id", "double", "int"],
    ["id", "string", "int"],
    ["count", "double", "bigint"],
    ["share", "string", "double"],
    ["share", "boolean", "double"],
    ["price", "string", "decimal(9,2)"],
    ["open", "bigint", "boolean"],
    ["flag", "double", "boolean"],
    ["day", "bigint", "date"],
    ["compact day", "double", "date"],
    ["at", "bigint", "timestamp"],
  ])("says that %s, crawled as %s, is not %s", (name, crawled, contract) => {
    const { missing, added, types } = compare({ ...agreeing, [name]: crawled });
    expect([missing, added]).toEqual([[], []]);
    expect(types).toEqual([{ column: name === "compact day" ? "Compact Day" : name, contract, crawled }]);
  });

  it.each([
    ["id", "int"],
    ["count", "string"],
    ["share", "decimal(4,2)"],
    ["price", "bigint"],
    ["open", "boolean"],
    ["day", "date"],
    ["at", "timestamp"],
    ["name", "double"],
  ])("bears that %s is crawled as %s", (name, crawled) => {
    expect(compare({ ...agreeing, [name]: crawled }).types).toEqual([]);
  });

  it("expects text, and no number with a point, where the decimal separator is a comma", () => {
    const comma = dataset("comma", {
      source: csv({ delimiter: ";", decimal: "," }),
      columns: { toll: t.decimal(9, 2) },
    });
    expect(compareSchema(comma, tableOf({ toll: "string" })).types).toEqual([]);
    expect(compareSchema(comma, tableOf({ toll: "bigint" })).types).toEqual([]);
    expect(compareSchema(comma, tableOf({ toll: "double" })).types).toHaveLength(1);
  });

  it("neither loses nor invents a column, for any table and any dataset of the project", () => {
    const types = fc.constantFrom("bigint", "double", "string", "boolean", "int", "decimal(5,1)", "array<int>");
    const anyContract = fc.constantFrom<Contract[]>(wide as Contract, ...registry.values());
    const law = fc.property(
      anyContract,
      fc.dictionary(fc.string(), types),
      fc.infiniteStream(types),
      (contract, extra, given) => {
        const own = headersOf(contract.columns).filter((header) => header.length % 3 !== Object.keys(extra).length % 3);
        const names = own.map((header) => header.toLowerCase());
        const table = { ...extra, ...Object.fromEntries(names.map((name) => [name, given.next().value ?? "string"])) };
        const { missing, added, types: differing } = compareSchema(contract, tableOf(table));
        const headers = headersOf(contract.columns);
        const lower = new Set(headers.map((header) => header.toLowerCase()));
        const present = new Set(Object.keys(table).map((name) => name.toLowerCase()));
        expect(added.toSorted()).toEqual([...present].filter((name) => !lower.has(name)).toSorted());
        expect(missing.every((header) => !present.has(header.toLowerCase()) && headers.includes(header))).toBe(true);
        expect(differing.every(({ column }) => headers.includes(column) && !missing.includes(column))).toBe(true);
      },
    );
    fc.assert(law, { numRuns: 200 });
  });
});
