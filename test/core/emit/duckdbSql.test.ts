import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { duckdbRowsSql } from "../../../core/emit/duckdbRowsSql.ts";
import { duckdbSql } from "../../../core/emit/duckdbSql.ts";
import { unfitness } from "../../../core/engine/unfitness.ts";
import { registry } from "../../../datasets/registry.ts";
import { openDatabase } from "../../../jobs/duckdb/openDatabase.ts";

const file = (width: number) => ({ path: "prepared.csv", width, longestLine: 80, multiline: false, damaged: false });
/** DESCRIBE wants a file to be there, and does not read it. */
const someFile = fileURLToPath(import.meta.url);
const offered = [...registry.values()].filter((contract) => unfitness(contract, "duckdb") === undefined);
const fullLayout = ({ columns }: Contract) => columns.map((_, index) => index);

describe("the SQL of a contract", () => {
  test.each(offered)("of $name is its golden file", async (contract) => {
    const typed = duckdbSql(contract, fullLayout(contract), file(contract.columns.length));
    const sql = `${typed};\n\n${duckdbRowsSql(contract, "typed")};\n`;
    await expect(sql).toMatchFileSnapshot(`../../golden/emit/${contract.name}.duckdb.sql`);
  });

  test.each(offered)("of $name has the contract's columns behind the record's own", async (contract) => {
    await using database = await openDatabase();
    const empty = { ...file(contract.columns.length), path: someFile };
    const columns = await database.rows(`DESCRIBE ${duckdbSql(contract, fullLayout(contract), empty)}`);
    expect(columns.map(({ column_name }) => column_name)).toEqual([
      "_record",
      "_errors",
      ...contract.columns.map(({ name }) => name),
    ]);
  });

  test("holds no header, so that no header can be SQL", () => {
    const hostile = `x"'); DROP TABLE typed; --`;
    const contract: Contract = dataset("hostile", { source: csv(), columns: { a: t.int().from(hostile) } });
    expect(duckdbSql(contract, [0], file(1))).not.toContain("DROP");
  });

  test("fills a column that the file lacks with its default", async () => {
    await using database = await openDatabase();
    const contract: Contract = dataset("filled", {
      source: csv(),
      columns: { a: t.decimal(5, 2).default("1.50"), b: t.timestamp().default("2024-02-29T00:00:00.000000Z") },
    });
    const sql = duckdbSql(contract, [null, null], { ...file(1), path: someFile });
    const types = await database.rows(`DESCRIBE ${sql}`);
    expect(types.map(({ column_type }) => column_type).slice(2)).toEqual(["DECIMAL(5,2)", "TIMESTAMP WITH TIME ZONE"]);
  });

  test("sorts by partition columns unless the first sort column brings their order", () => {
    const sorted = (partitionBy: "day" | "other", sortBy: "day" | "id") => {
      const columns = { id: t.int(), day: t.date(), other: t.date() };
      const contract: Contract = dataset("sorted", {
        source: csv(),
        columns,
        partitionBy: (c) => [c[partitionBy].year(), c[partitionBy].month()],
        sortBy: [sortBy],
      });
      return duckdbRowsSql(contract, "typed").split("ORDER BY ")[1]?.split(" ASC NULLS LAST")[0];
    };
    expect(sorted("day", "day")).toBe('_errors IS NOT NULL, "day"');
    expect(sorted("other", "day")).toBe('_errors IS NOT NULL, "year"');
    expect(sorted("day", "id")).toBe('_errors IS NOT NULL, "year"');
  });

  test("gives DuckDB room for a line longer than its own limit", () => {
    const contract: Contract = dataset("long", { source: csv(), columns: { a: t.int() } });
    expect(duckdbSql(contract, [0], { ...file(1), longestLine: 3_000_000 })).toContain("max_line_size = 3000001");
    expect(duckdbSql(contract, [0], file(1))).not.toContain("max_line_size");
  });
});

test("DuckDB knows every zone that a contract may name", async () => {
  await using database = await openDatabase();
  const known = await database.rows("SELECT name FROM pg_timezone_names()");
  const names = new Set(known.map(({ name }) => name));
  expect(Intl.supportedValuesOf("timeZone").filter((zone) => !names.has(zone))).toEqual([]);
});
