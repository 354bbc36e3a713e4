import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Column } from "../../../core/contract/columns/Column.ts";
import { csv } from "../../../core/contract/csv.ts";
import type { AddedColumns } from "../../../core/contract/Drift.ts";
import { type DatasetOptions, dataset } from "../../../core/contract/dataset.ts";
import { snakeCase } from "../../../core/contract/snakeCase.ts";
import type { Span } from "../../../core/contract/spanSeconds.ts";
import { t } from "../../../core/contract/t.ts";
import { tableColumns } from "../../../core/contract/tableColumns.ts";
import { codeOf } from "./codeOf.ts";

type Loose = DatasetOptions<Record<string, Column>, Record<string, Column>, AddedColumns>;

const columns = { id: t.int(), takenAt: t.timestamp(), day: t.date().nullable(), note: t.varchar(9).nullable() };
const declare = (change: Partial<Loose> = {}, name = "readings") =>
  dataset(name, { source: csv(), columns, ...change } as Loose);
const trends = { transform: "trends" };
const derive = (derived: Record<string, Column>, change: Partial<Loose> = trends) => declare({ ...change, derived });
const part = (column: string) => ({ column, part: "year", name: "year" }) as const;

describe("a dataset", () => {
  it("settles the names of its columns in declared order", () => {
    const { columns: settled } = declare({ columns: { takenAt: t.timestamp(), cost: t.int().from("Cost: $") } });
    expect(settled.map(({ key, name, header }) => [key, name, header])).toEqual([
      ["takenAt", "taken_at", "takenAt"],
      ["cost", "cost", "Cost: $"],
    ]);
  });

  it("has the partitions that partitionBy answers, outermost first", () => {
    const contract = dataset("d", {
      source: csv(),
      columns,
      partitionBy: (c) => [c.takenAt.year(), c.takenAt.month()],
    });
    expect(contract.partitions).toEqual([
      { column: "takenAt", part: "year", name: "year" },
      { column: "takenAt", part: "month", name: "month" },
    ]);
  });

  it("has a table of its file's columns and, behind them, of those that its transform adds", () => {
    const contract = derive({ perDay: t.int(), cost: t.decimal(12, 2).nullable() }, { ...trends, sortBy: ["perDay"] });
    expect(contract.columns.map(({ key }) => key)).toEqual(["id", "takenAt", "day", "note"]);
    const derived = contract.derived.map(({ key, name, nullable, type }) => [key, name, nullable, type.kind]);
    expect(derived).toEqual([
      ["perDay", "per_day", false, "int"],
      ["cost", "cost", true, "decimal"],
    ]);
    const names = ["id", "taken_at", "day", "note", "per_day", "cost"];
    expect(tableColumns(contract).map(({ name }) => name)).toEqual(names);
    expect(contract.transform).toBe("trends");
  });

  it("has neither transform nor derived columns where none is declared", () => {
    const contract = declare();
    expect([contract.transform, contract.derived, contract.source.splittable]).toEqual([undefined, [], false]);
    expect(tableColumns(contract)).toEqual(contract.columns);
  });

  it("may have any type derived, as its builder is, and a transform that adds nothing", () => {
    const plain = [t.smallint(), t.int(), t.bigint(), t.decimal(9, 2), t.real(), t.double(), t.boolean(), t.varchar(9)];
    for (const more of [...plain, t.date(), t.timestamp()]) {
      expect(codeOf(() => derive({ more }))).toBeUndefined();
      expect(codeOf(() => derive({ more: more.nullable() }))).toBeUndefined();
    }
    expect(codeOf(() => declare(trends))).toBeUndefined();
  });

  it("has a hash that only its meaning changes", () => {
    const hashes = [
      declare(),
      declare({ sortBy: ["id"] }),
      declare({ columns: { id: t.bigint().default(5n) } }),
      declare({ columns: { id: t.bigint().default(6n) } }),
      declare({ columns: { id: t.double().allowNaN().default(Number.NaN) } }),
      declare({ columns: { id: t.double().allowNaN().default(Number.POSITIVE_INFINITY) } }),
    ].map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(declare().hash).toBe(hashes[0]);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it("names columns in SQL such that no two keys become one", () => {
    const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);
    fc.assert(fc.property(key, key, (a, b) => (snakeCase(a) === snakeCase(b)) === (a === b)));
  });
});

describe("a contract's errors", () => {
  const wrong: [code: string, what: string, declaration: () => unknown][] = [
    ["contract.name", "a dataset's name with a capital", () => declare({}, "Readings")],
    ["contract.name", "a dataset's name of 41 characters", () => declare({}, "a".repeat(41))],
    ["contract.no_columns", "no columns", () => declare({ columns: {} })],
    ["contract.column_name", "a key that is not camelCase", () => declare({ columns: { taken_at: t.int() } })],
    [
      "contract.header_collision",
      "two columns of one header",
      () => declare({ columns: { a: t.int().from("x"), b: t.int().from("x") } }),
    ],
    ["contract.key_repeated", "a repeated key column", () => declare({ key: ["id", "id"] })],
    ["contract.key_nullable", "a nullable key column", () => declare({ key: ["day"] })],
    ["contract.unknown_column", "an unknown key column", () => declare({ key: ["colour"] })],
    ["contract.sortBy_repeated", "a repeated sort column", () => declare({ sortBy: ["id", "id"] })],
    ["contract.unknown_column", "an unknown sort column", () => declare({ sortBy: ["colour"] })],
    ["contract.partition_nullable", "a nullable partition column", () => declare({ partitionBy: () => [part("day")] })],
    [
      "contract.partition_type",
      "a partition column of another type",
      () => declare({ partitionBy: () => [part("id")] }),
    ],
    ["contract.unknown_column", "an unknown partition column", () => declare({ partitionBy: () => [part("colour")] })],
    [
      "contract.partition_collision",
      "a repeated partition",
      () => declare({ partitionBy: () => [part("takenAt"), part("takenAt")] }),
    ],
    [
      "contract.partition_collision",
      "a partition named as a column",
      () => declare({ columns: { year: t.date() }, partitionBy: () => [part("year")] }),
    ],
    [
      "contract.header_collision",
      "a column's former header that another has",
      () => declare({ columns: { a: t.int().from("x", "y"), b: t.int().from("y") } }),
    ],
    ["contract.no_columns", "no column but rescued ones", () => declare({ columns: {}, drift: { added: "rescue" } })],
    ...[{ added: "rescue" } as const, { missing: "null" } as const].map((drift): (typeof wrong)[number] => [
      "contract.drift_without_header",
      `drift ${JSON.stringify(drift)} of files without a header`,
      () => declare({ source: csv({ header: false }), drift }),
    ]),
    [
      "contract.evolve_transform",
      "a transform of a dataset that evolves",
      () => declare({ ...trends, drift: { added: "evolve" } }),
    ],
    [
      "contract.evolve_crawl",
      "a crawler of a dataset that evolves",
      () => declare({ catalog: "crawl", drift: { added: "evolve" } }),
    ],
    ["contract.derived_without_transform", "a derived column that nothing adds", () => derive({ more: t.int() }, {})],
    ...["", "Trends", "a.b", "../trends", "trends.py", "2nd"].map((transform): (typeof wrong)[number] => [
      "contract.transform",
      `the transform ${JSON.stringify(transform)}`,
      () => declare({ transform }),
    ]),
    ["contract.derived_collision", "a derived column of a column's name", () => derive({ takenAt: t.int() })],
    [
      "contract.partition_collision",
      "a derived column of a partition's name",
      () => derive({ year: t.int() }, { transform: "trends", partitionBy: () => [part("takenAt")] }),
    ],
    ["contract.column_name", "a derived column's key that is not camelCase", () => derive({ taken_by: t.int() })],
    ["contract.unknown_column", "a derived key column", () => derive({ more: t.int() }, { ...trends, key: ["more"] })],
    [
      "contract.unknown_column",
      "a partition by a derived column",
      () => derive({ on: t.date() }, { ...trends, partitionBy: () => [part("on")] }),
    ],
    ...[
      t.int().from("More"),
      t.int().default(1),
      t.int().between(1, 2),
      t.varchar(9).oneOf(["a"]),
      t.varchar(9).trim(),
      t.varchar(9).keepEmpty(),
      t.decimal(9, 2).round("halfUp"),
      t.double().allowNaN(),
      t.boolean({ true: ["y"] }),
      t.boolean({ false: ["n"] }),
      t.date({ format: "D/M/YYYY" }),
      t.timestamp({ zone: "Europe/Brussels" }),
      t.timestamp({ disambiguation: "later" }),
    ].map((more): (typeof wrong)[number] => [
      "contract.derived_option",
      `a derived column with ${JSON.stringify(more.spec)}`,
      () => derive({ more }),
    ]),
    ["contract.rejects", "a share above 1", () => declare({ rejects: { maxShare: 1.5, minRows: 0 } })],
    ["contract.rejects", "a share that is no number", () => declare({ rejects: { maxShare: Number.NaN, minRows: 0 } })],
    ["contract.rejects", "half a row", () => declare({ rejects: { maxShare: 0, minRows: 0.5 } })],
    [
      "contract.warehouse_parameter",
      "a parameter that has no value",
      () => declare({ warehouse: { refresh: ["DELETE FROM marts.m WHERE day = :day"] } }),
    ],
    [
      "contract.warehouse_parameter",
      "a parameter in SQL that no run asks for",
      () => declare({ warehouse: { create: ["CREATE TABLE marts.m AS SELECT :source AS s"] } }),
    ],
    ...["0 days", "1.5 hours", "-1 day", "8 days", "169 hours", "25.0 hours", "1441 minutes", "1 week", "1day"].map(
      (span): (typeof wrong)[number] => [
        "contract.expect_every",
        `a file every ${span}`,
        () => declare({ expectEvery: span as Span }),
      ],
    ),
    ["contract.nullable_default", "a nullable column with a default", () => t.int().nullable().default(1)],
    ["contract.nullable_default", "a defaulted column made nullable", () => t.int().default(1).nullable()],
    ["contract.decimal_size", "a precision of 39", () => t.decimal(39, 2)],
    ["contract.decimal_size", "a scale beyond the precision", () => t.decimal(3, 4)],
    ["contract.decimal_size", "half a digit", () => t.decimal(3.5, 1)],
    ["contract.varchar_size", "a varchar of no bytes", () => t.varchar(0)],
    ["contract.varchar_size", "a varchar of 65,536 bytes", () => t.varchar(65_536)],
    ["contract.boolean_tokens", "an empty boolean token", () => t.boolean({ true: [""] })],
    ["contract.boolean_tokens", "a boolean token that stands for both", () => t.boolean({ true: ["X"], false: ["x"] })],
    ["contract.boolean_tokens", "a boolean token with a letter beyond ASCII", () => t.boolean({ true: ["sí"] })],
    ["contract.unknown_zone", "an unknown zone", () => t.timestamp({ zone: "Europe/Atlantis" })],
    ["contract.unknown_zone", "an offset as a zone", () => t.timestamp({ zone: "+01:00" })],
    ["contract.unknown_zone", "an abbreviation as a zone", () => t.timestamp({ zone: "PST" })],
    ["contract.dialect", "a delimiter of two characters", () => csv({ delimiter: "||" })],
    ["contract.dialect", "a quote that ends lines", () => csv({ quote: "\n" })],
    ["contract.dialect", "one character for both", () => csv({ delimiter: '"' })],
  ];
  it.each(wrong)("say %s for %s", (code, _, declaration) => {
    expect(codeOf(declaration)).toBe(code);
  });

  it("name the dataset, the column and the mend", () => {
    expect(() => declare({ partitionBy: () => [part("day")] })).toThrow(
      'readings: Partition column "day" is nullable; drop .nullable() or partition by another column.',
    );
  });
});

describe("a contract's hash", () => {
  it("changes with what shapes rows, and not with catalog, warehouse or how often files are expected", () => {
    const { hash } = declare({});
    expect(declare({ expectEvery: "1 day" }).hash).toBe(hash);
    expect(declare({ catalog: "crawl", warehouse: { refresh: ["DELETE FROM marts.m"] } }).hash).toBe(hash);
    expect(declare({ rejects: { maxShare: 0.5, minRows: 1 } }).hash).not.toBe(hash);
  });

  it("changes with splittable, the transform, and what it adds", () => {
    const hashes = [
      declare(),
      declare({ source: csv({ splittable: true }) }),
      declare(trends),
      declare({ transform: "other" }),
      derive({ more: t.int() }),
      derive({ more: t.int().nullable() }),
      derive({ less: t.int() }),
    ].map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe("a date's format", () => {
  it.each(["YYYY-MM-DD", "D/M/YYYY", "DD.MM.YYYY", "YYYYMMDD", "M-DD YYYY", "D. M. YYYY"])("may be %s", (format) => {
    expect(codeOf(() => t.date({ format }))).toBeUndefined();
  });

  it.each([
    "",
    "YYYY",
    "YY-MM-DD",
    "YYYY-MM",
    "YYYY-MM-DD-DD",
    "YYYY-DD-D",
    "YYYY-MD",
    "DMYYYY",
    "YYYYM-DD",
    "DDDYYYYM",
  ])("may not be %s", (format) => expect(codeOf(() => t.date({ format }))).toBe("contract.date_format"));

  it.each(["YYYY-MM-DDT", " YYYY-MM-DD", "YYYY-MM-DD ", "YYYY_MM_DD", "YYYY-MMM-DD", "(YYYY-MM-DD)"])(
    "may not be %j either",
    (format) => expect(codeOf(() => t.date({ format }))).toBe("contract.date_format"),
  );
});

describe("a timestamp's zone", () => {
  it.each(["UTC", "Europe/Brussels", "Asia/Kolkata", "Asia/Calcutta", "America/Argentina/Ushuaia", "Etc/GMT+5"])(
    "may be %s",
    (zone) => expect(codeOf(() => t.timestamp({ zone }))).toBeUndefined(),
  );
});
