import { readFile } from "node:fs/promises";
import type { ColumnMetaData } from "hyparquet";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import type { Column } from "../../../core/contract/columns/Column.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { openDatabase } from "../../../jobs/duckdb/openDatabase.ts";
import { convertLocally } from "../duckdb/support/convertLocally.ts";
import { footerOf } from "../duckdb/support/footerOf.ts";

/** Converts a file of one column, by the inline engine. */
function convertColumn(column: Column, values: readonly string[], look?: Parameters<typeof convertLocally>[2]) {
  const contract = dataset("single", { source: csv(), columns: { value: column } }) as Contract;
  return convertLocally(contract, Buffer.from(["value", ...values].join("\n")), look, "inline");
}

/** What the footer says of the column in each row group. */
async function chunksOf(column: Column, values: readonly string[]): Promise<ColumnMetaData[]> {
  const chunks: ColumnMetaData[] = [];
  await convertColumn(column, values, async ({ files }) => {
    const { row_groups } = await footerOf(files[0]?.path ?? "");
    chunks.push(
      ...row_groups.flatMap(({ columns }) => columns.slice(0, 1).flatMap(({ meta_data }) => meta_data ?? [])),
    );
  });
  return chunks;
}

describe("the inline engine refuses what it would change", () => {
  test.each([
    ["NaN", t.double().allowNaN(), "NaN"],
    ["NaN as a real", t.real().allowNaN(), "nan"],
    ["a time before 1970 that is finer than a millisecond", t.timestamp(), "1969-12-31T23:59:59.999999"],
    ["a decimal", t.decimal(9, 2), "1.50"],
    ["a 64-bit integer", t.bigint(), "1"],
  ])("%s", async (_, column, value) => {
    await expect(convertColumn(column, [value])).rejects.toMatchObject({
      code: "inline.unfit",
      name: "inline.unfit",
      message: expect.stringContaining('single, column "value"'),
    });
  });

  test("though not a rejected record, which is written as text", async () => {
    expect(await convertColumn(t.double(), ["NaN"])).toMatchObject({ written: 0, reasons: { invalid_number: 1 } });
  });
});

describe("the inline engine writes exactly", () => {
  const valuesOf = async (column: Column, values: readonly string[]) =>
    (await convertColumn(column, values)).rows.map(({ value }) => value);

  test("zero with its sign, the least and greatest numbers, and infinities", async () => {
    const numbers = ["-0", "0", "4.9e-324", "-1.7976931348623157e308", "0.1", "Infinity", "-inf"];
    expect(await valuesOf(t.double().allowNaN(), numbers)).toEqual([
      ...[-0, 0, 5e-324, -Number.MAX_VALUE, 0.1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ]);
    expect(await valuesOf(t.real(), ["-0", "3.4028235e38", "1.4e-45"])).toEqual([
      ...[-0, Math.fround(3.4028235e38), Math.fround(1.4e-45)],
    ]);
  });

  test("instants from the year 1 to 9999, beyond 2^53 microseconds too", async () => {
    const instants = [
      ...["0001-01-01T00:00:00.000000Z", "1684-01-01T00:00:00.001000Z", "1969-12-31T23:59:59.999000Z"],
      ...["1970-01-01T00:00:00.000001Z", "2255-06-05T23:47:34.740993Z", "9999-12-31T23:59:59.999999Z"],
    ];
    expect(await valuesOf(t.timestamp(), instants)).toEqual(instants);
  });

  test("the first and the last day", async () => {
    const days = ["0001-01-01", "1582-10-10", "1969-12-31", "1970-01-01", "9999-12-31"];
    expect(await valuesOf(t.date(), days)).toEqual(days);
  });

  test("more rows than a page holds, nulls among them", async () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => (index % 7 === 0 ? null : index));
    const job = await convertColumn(
      t.int().nullable(),
      numbers.map((number) => (number === null ? '""' : String(number))),
    );
    expect(job.rows.map(({ value }) => value)).toEqual(numbers);
  });
});

describe("statistics", () => {
  test("say the least and the greatest value, how many are null, and how many differ where a dictionary tells", async () => {
    const days = ["2024-02-29", "1900-01-01", "2024-02-29", "1900-01-01", '""'];
    expect((await chunksOf(t.date().nullable(), days))[0]?.statistics).toMatchObject({
      min_value: new Date("1900-01-01"),
      max_value: new Date("2024-02-29"),
      null_count: 1n,
      distinct_count: 2n,
    });
    const instants = ["1969-01-01T00:00", "2024-01-01T00:00:00.000001"];
    expect((await chunksOf(t.timestamp(), instants))[0]?.statistics).toMatchObject({
      min_value: new Date("1969-01-01"),
      max_value: new Date("2024-01-01"),
      null_count: 0n,
      distinct_count: undefined,
    });
    expect((await chunksOf(t.varchar(9), ["b", "a", "c"]))[0]?.statistics).toMatchObject({
      min_value: "a",
      max_value: "c",
    });
    expect((await chunksOf(t.boolean(), ["true", "true"]))[0]?.statistics).toMatchObject({
      min_value: true,
      max_value: true,
    });
    expect((await chunksOf(t.int().nullable(), ['""']))[0]?.statistics).toMatchObject({
      min_value: undefined,
      max_value: undefined,
      null_count: 1n,
    });
  });

  test("have zero with the sign that is further out", async () => {
    const { min_value: min, max_value: max } = (await chunksOf(t.double(), ["0", "-0"]))[0]?.statistics ?? {};
    expect([min, max]).toEqual([-0, 0]);
  });

  test("order texts as readers that prune by them do, by their bytes of UTF-8", async () => {
    const texts = ["\uffee", "\u{1f600}", "a"];
    expect((await chunksOf(t.varchar(9), texts))[0]?.statistics).toMatchObject({
      min_value: "a",
      max_value: "\u{1f600}",
    });
    let found: unknown[] = [];
    await convertColumn(t.varchar(9), texts, async ({ files }) => {
      await using database = await openDatabase();
      const sql = "SELECT value FROM read_parquet($path) WHERE value >= $least ORDER BY value";
      found = await database.rows(sql, { path: files[0]?.path ?? "", least: "\u{10000}" });
    });
    expect(found).toEqual([{ value: "\u{1f600}" }]);
  });
});

describe("a file of the inline engine", () => {
  test("is compressed by Snappy", async () => {
    expect((await chunksOf(t.int(), ["1", "2"])).map(({ codec }) => codec)).toEqual(["SNAPPY"]);
  });

  test("has the same bytes each time, so that a repeated attempt stages the same files", async () => {
    const bytes = (await readFile("node_modules/vega-datasets/data/birdstrikes.csv")).subarray(0, 100_000);
    const contents = async () => {
      const found: Buffer[] = [];
      const look = async ({ files }: { files: readonly { path: string }[] }) => {
        for (const { path } of files) found.push(await readFile(path));
      };
      await convertLocally(birdstrikes, bytes, look, "inline");
      return found;
    };
    const [first, second] = [await contents(), await contents()];
    expect(first.length).toBeGreaterThan(10);
    expect(second.every((each, index) => each.equals(first[index] ?? Buffer.of()))).toBe(true);
  });

  test("does not come of a header that does not fit", async () => {
    const contract = dataset("single", { source: csv(), columns: { value: t.int() } }) as Contract;
    const convert = (text: string) => convertLocally(contract, Buffer.from(text), undefined, "inline");
    await expect(convert("")).rejects.toMatchObject({ code: "file.no_header" });
    await expect(convert("value,more\n")).rejects.toMatchObject({ code: "file.unknown_column" });
    expect(await convert("value\n")).toMatchObject({ files: [], read: 0, written: 0, rejected: 0, reasons: {} });
  });
});
