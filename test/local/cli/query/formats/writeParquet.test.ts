import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../../../jobs/duckdb/openDatabase.ts";
import { writeParquet } from "../../../../../local/cli/query/formats/writeParquet.ts";
import type { ResultRow } from "../../../../../local/cli/query/Result.ts";
import { anyRow, column, everyType, resultOf } from "../results.ts";

let path: string;
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), "sluice-parquet-")), "it's rows.parquet");
});
afterAll(() => rm(join(path, ".."), { recursive: true }));

const otherReader = async () => {
  const ZSTD = (bytes: Uint8Array) => zstdDecompressSync(bytes);
  return parquetReadObjects({ file: await asyncBufferFromFile(path), compressors: { ZSTD } });
};
const never = new AbortController().signal;
const write = (...pages: ResultRow[][]) => writeParquet(resultOf(everyType, ...pages), path, never);

describe("a result as Parquet", () => {
  it("has the types of the result, as DuckDB and another reader see them", async () => {
    await write([everyType.map(() => null)]);
    await using database = await openDatabase();
    const described = await database.rows("DESCRIBE SELECT * FROM read_parquet($path)", { path });
    expect(described.map(({ column_type: type }) => type)).toEqual([
      ...[
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "DECIMAL(38,4)",
        "FLOAT",
        "DOUBLE",
        "BOOLEAN",
        "DATE",
        "TIMESTAMP",
        "VARCHAR",
      ],
    ]);
    const { schema } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    const of = (name: string) => schema.find((element) => element.name === name);
    expect(of("toll")).toMatchObject({ precision: 38, scale: 4 });
    expect(of("big")).toMatchObject({ type: "INT64" });
    expect(of("taken")).toMatchObject({ type: "INT64", logical_type: { type: "TIMESTAMP", unit: "MICROS" } });
    expect(of("note")).toMatchObject({ type: "BYTE_ARRAY", converted_type: "UTF8" });
  });

  it("holds values that another reader reads exactly", async () => {
    const row = [
      "-32768",
      "7",
      "9007199254740993",
      "1.5000",
      "0.5",
      "0.1",
      "true",
      "2024-02-29",
      "2024-10-27 00:30:00.000001",
      "",
    ];
    await write([row], [], [row.map(() => null)]);
    const [first, second] = await otherReader();
    expect(first).toMatchObject({ small: -32768, whole: 7, big: 9007199254740993n, toll: 1.5, speed: 0.5, share: 0.1 });
    expect(first).toMatchObject({ raining: true, day: new Date("2024-02-29"), note: "" });
    expect(Object.values(second ?? {})).toEqual(everyType.map(() => null));
  });

  it("gives back every value as the text that it was", async () => {
    await using database = await openDatabase();
    const texts = everyType.map(({ name }) =>
      name === "note" ? `encode(${name}) AS ${name}` : `${name}::VARCHAR AS ${name}`,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1 }), async (rows) => {
        await write(rows.slice(0, 2), rows.slice(2));
        const back = await database.rows(`SELECT ${texts.join(", ")} FROM read_parquet($path)`, { path });
        const plain = back.map((row) => everyType.map(({ name }) => canonical(name, row[name])));
        expect(plain).toEqual(rows.map((row) => everyType.map(({ name }, at) => canonical(name, row[at]))));
      }),
      { numRuns: 40 },
    );
  });

  it("is refused where two columns have one name", async () => {
    const columns = [column("n", "int4"), column("N", "int4")];
    await expect(writeParquet(resultOf(columns, [["1", "2"]]), path, never)).rejects.toMatchObject({
      code: "cli.same_column",
    });
  });

  it("takes a column's name as a name, whatever it says", async () => {
    const name = 'x" INT); DROP TABLE result; --';
    await writeParquet(resultOf([column(name, "int4")], [["1"]]), path, never);
    expect(await otherReader()).toEqual([{ [name]: 1 }]);
  });

  it("is given up between pages when the signal aborts", async () => {
    const stopped = writeParquet(resultOf([column("n", "int4")], [["1"]]), path, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  });
});

/** DuckDB writes floats in a way of its own, and texts come as bytes. */
function canonical(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (name === "note") return value instanceof Uint8Array ? Buffer.from(value).toString() : value;
  const text = String(value);
  if (name !== "speed" && name !== "share") return text;
  const number = Number(text.replace(/inf$/, "Infinity").replace("nan", "NaN"));
  return name === "speed" ? Math.fround(number) : number;
}
