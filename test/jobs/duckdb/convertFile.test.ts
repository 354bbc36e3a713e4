import { readFile } from "node:fs/promises";
import type { FileMetaData } from "hyparquet";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { convertLocally } from "./support/convertLocally.ts";
import { footerOf } from "./support/footerOf.ts";

describe("a Parquet file of the job", () => {
  const contract: Contract = dataset("footers", {
    source: csv(),
    columns: {
      aSmall: t.smallint(),
      anInt: t.int(),
      aBig: t.bigint(),
      aSum: t.decimal(9, 2),
      aTotal: t.decimal(38, 10),
      aReal: t.real(),
      aDouble: t.double(),
      aFlag: t.boolean(),
      aText: t.varchar(9),
      aDate: t.date(),
      anInstant: t.timestamp(),
    },
  });
  const header = contract.columns.map(({ header }) => header).join(",");
  const good = "1,2,9007199254740993,3.50,0.0000000001,1.5,2.5,true,x,2024-02-29,2024-02-29T01:02:03.000004+01:00";
  const bytes = Buffer.from(`${header}\n${good}\nbad\n`);

  async function footer(content: "rows" | "rejects") {
    let found: FileMetaData | undefined;
    await convertLocally(contract, bytes, async ({ files }) => {
      const path = files.find(({ place }) => place.content === content)?.path ?? "";
      found = await footerOf(path);
    });
    return { schema: found?.schema.slice(1) ?? [], groups: found?.row_groups ?? [] };
  }

  test("has the contract's columns in order, then the lineage", async () => {
    const { schema } = await footer("rows");
    expect(schema.map(({ name }) => name)).toEqual([...contract.columns.map(({ name }) => name), "_source", "_run"]);
  });

  test("keeps instants as INT64 microseconds adjusted to UTC, and annotates decimals and dates", async () => {
    const { schema } = await footer("rows");
    const column = (name: string) => schema.find((each) => each.name === name);
    expect(column("an_instant")).toMatchObject({
      type: "INT64",
      logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
    });
    expect(column("a_sum")).toMatchObject({ converted_type: "DECIMAL", precision: 9, scale: 2 });
    expect(column("a_total")).toMatchObject({ converted_type: "DECIMAL", precision: 38, scale: 10 });
    expect(column("a_date")).toMatchObject({ type: "INT32", converted_type: "DATE" });
    expect(column("a_small")).toMatchObject({ type: "INT32", converted_type: "INT_16" });
    expect(column("an_int")).toMatchObject({ type: "INT32" });
    expect(column("a_big")).toMatchObject({ type: "INT64" });
    expect(column("a_real")).toMatchObject({ type: "FLOAT" });
    expect(column("a_double")).toMatchObject({ type: "DOUBLE" });
    expect(column("a_flag")).toMatchObject({ type: "BOOLEAN" });
    expect(column("a_text")).toMatchObject({ type: "BYTE_ARRAY", converted_type: "UTF8" });
  });

  test("is compressed by zstd", async () => {
    for (const content of ["rows", "rejects"] as const) {
      const { groups } = await footer(content);
      const codecs = groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec));
      expect(new Set(codecs)).toEqual(new Set(["ZSTD"]));
    }
  });

  test("holds a reject's lineage, number, errors and text", async () => {
    const { schema } = await footer("rejects");
    expect(schema.map(({ name }) => name)).toEqual([
      ...["_source", "_run", "record", "errors", "list", "element", "column", "reason", "raw"],
    ]);
  });
});

describe("the job", () => {
  const small: Contract = dataset("small", {
    source: csv({ maxRecordBytes: 3_000_000 }),
    columns: { id: t.int(), day: t.date(), text: t.varchar(30_000).nullable() },
    key: ["id"],
    partitionBy: (c) => [c.day.year()],
  });
  const convertText = (text: string) => convertLocally(small, Buffer.from(text));

  test("writes no file for a source of a header alone", async () => {
    const job = await convertText("id,day,text\n");
    expect(job).toMatchObject({ files: [], read: 0, written: 0, rejected: 0, reasons: {}, duplicateKeys: 0 });
  });

  test("counts every row whose key another one has", async () => {
    const rows = [1, 2, 2, 3, 3, 3].map((id) => `${id},2024-01-01,x\n`);
    expect(await convertText(`id,day,text\n${rows.join("")}`)).toMatchObject({ duplicateKeys: 5, written: 6 });
  });

  test("counts errors by reason, several of one record too", async () => {
    const job = await convertText("id,day,text\na,b,\n1,2024-13-01,\n1\n");
    expect(job.reasons).toEqual({ invalid_date: 2, invalid_integer: 1, short_row: 1 });
    expect(job.rejected).toBe(3);
  });

  test("reads a quoted newline, and a line longer than DuckDB's own limit, in a file of many blocks", async () => {
    const long = `"${"y".repeat(2_500_000)}"`;
    const filler = Array.from({ length: 30_000 }, (_, id) => `${id},2024-01-01,"a\n${id},2024-01-01,b"`);
    const job = await convertText(["id,day,text", `7,2024-01-01,${long}`, ...filler].join("\n"));
    expect(job).toMatchObject({ read: 30_001, written: 30_000, reasons: { too_long: 1 } });
  });

  test("fails on a header that does not fit", async () => {
    await expect(convertText("id,day,text,more\n")).rejects.toMatchObject({ code: "file.unknown_column" });
    await expect(convertText("")).rejects.toMatchObject({ code: "file.no_header" });
  });

  test("writes the same bytes each time, so that a repeated attempt stages the same files", async () => {
    const bytes = await readFile("node_modules/vega-datasets/data/birdstrikes.csv");
    const contents = async () => {
      const found: Buffer[] = [];
      await convertLocally(birdstrikes, bytes, async ({ files }) => {
        for (const { path } of files) found.push(await readFile(path));
      });
      return found;
    };
    const [first, second] = [await contents(), await contents()];
    expect(second.map((each) => each.length)).toEqual(first.map((each) => each.length));
    expect(second.every((each, index) => each.equals(first[index] ?? Buffer.of()))).toBe(true);
  });
});
