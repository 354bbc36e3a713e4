import fc from "fast-check";
import { expect, test } from "vitest";
import type { Column } from "../../../../core/contract/columns/Column.ts";
import { csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";
import { valueConverter } from "../../../../core/convert/valueConverter.ts";
import { canonicalSql } from "../../../../core/emit/duckdb/canonicalSql.ts";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import { textsOf } from "../../../jobs/support/textsOf.ts";

const source = csv({ nulls: [] });
const usual = {
  integer: { columns: [t.smallint(), t.int(), t.bigint()], text: "-1204" },
  decimal: { columns: [t.decimal(9, 2), t.decimal(38, 10), t.decimal(4, 4)], text: "0.50" },
  floating: { columns: [t.real(), t.double(), t.double().allowNaN()], text: "2.5" },
  boolean: { columns: [t.boolean(), t.boolean({ true: ["y", "1"], false: [] })], text: "true" },
  date: { columns: [t.date()], text: "2024-02-29" },
} as const;

/** Which of the texts are written as DuckDB writes a value of the column. */
async function canonical(column: Column, texts: readonly string[]): Promise<Set<unknown>> {
  const sql = canonicalSql(specOf(column).type, source, "field");
  await using database = await openDatabase();
  const fields = `SELECT field, ${sql?.value} AS value FROM (SELECT unnest($texts::VARCHAR[]) AS field)`;
  const found = await database.rows(`SELECT field FROM (${fields}) WHERE ${sql?.is("value")}`, { texts });
  return new Set(found.map(({ field }) => field));
}

function specOf(column: Column) {
  const [spec] = dataset("one", { source, columns: { column } }).columns;
  if (spec === undefined) throw new Error("A dataset has its columns");
  return spec;
}

test.each(Object.entries(usual))("a canonical %s is a value to the reference, in range", async (pool, { columns }) => {
  const texts = fc.sample(textsOf[pool as keyof typeof usual], 3000);
  for (const column of columns) {
    const convert = valueConverter(specOf(column), source);
    const refused = [...(await canonical(column, texts))].filter((text) => "reason" in convert(String(text)));
    expect(refused).toEqual([]);
  }
});

test.each(Object.entries(usual))("what a %s is mostly written as is canonical", async (_, { columns, text }) => {
  const [column] = columns;
  expect(await canonical(column, [text, ` ${text}`, ""])).toEqual(new Set([text]));
});

test.each([
  ["a date in a format of its own", t.date({ format: "DD/MM/YYYY" })],
  ["a timestamp", t.timestamp()],
  ["a text", t.varchar(3)],
])("%s has no canonical writing", (_, column) => {
  expect(canonicalSql(specOf(column).type, source, "field")).toBeUndefined();
});

test("nor has a number with a decimal comma", () => {
  for (const column of [t.decimal(9, 2), t.double()]) {
    expect(canonicalSql(specOf(column).type, csv({ decimal: "," }), "field")).toBeUndefined();
  }
});
