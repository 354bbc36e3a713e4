import type { ColumnMetadata } from "@aws-sdk/client-redshift-data";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactLongs } from "../../../../local/cli/query/exactLongs.ts";
import { readResult } from "../../../../local/cli/query/readResult.ts";
import { type DataApi, dataApi } from "./dataApi.ts";
import { listOf } from "./results.ts";

const column = (name: string, typeName: string, more: ColumnMetadata = {}) => ({
  name,
  typeName,
  nullable: 1,
  ...more,
});

/** A server of pages, each a list of records as JSON text. */
const serving = async (columns: object[], pages: string[], total: number) => {
  const api = await dataApi(({ input }) => {
    const at = Number(input.NextToken ?? 0);
    const next = at + 1 < pages.length ? `,"NextToken":"${at + 1}"` : "";
    return `{"Records":${pages[at]},"ColumnMetadata":${JSON.stringify(columns)},"TotalNumRows":${total}${next}}`;
  });
  exactLongs(api.client);
  return api;
};

const rowsOf = async ({ client }: DataApi) => {
  const { pages } = await readResult(client, "one");
  return (await listOf(pages)).flat();
};

describe("the result of a statement", () => {
  it("is read page by page, the next one asked for only when it is wanted", async () => {
    const pages = [1, 2, 3].map((n) => `[[{"longValue":${n}}],[{"isNull":true}]]`);
    await using api = await serving([column("n", "int4")], pages, 6);
    const result = await readResult(api.client, "one");
    expect(result.totalRows).toBe(6);
    expect(api.asked).toHaveLength(1);
    const seen: unknown[] = [];
    for await (const page of result.pages) {
      seen.push(page);
      expect(api.asked).toHaveLength(seen.length);
    }
    expect(seen).toEqual([1, 2, 3].map((n) => [[String(n)], [null]]));
    expect(api.of("GetStatementResult")).toEqual([
      { Id: "one" },
      { Id: "one", NextToken: "1" },
      { Id: "one", NextToken: "2" },
    ]);
  });

  it("has its columns also where it has no rows", async () => {
    await using api = await serving([column("n", "int8")], ["[]"], 0);
    const { columns } = await readResult(api.client, "one");
    expect(columns).toMatchObject([{ name: "n", type: "int8", parquet: "BIGINT" }]);
    expect(await rowsOf(api)).toEqual([]);
  });

  it("gives each kind of field as text that loses nothing", async () => {
    const columns = [
      column("big", "int8"),
      column("real", "float4"),
      column("double", "float8"),
      column("flag", "bool"),
      column("toll", "numeric", { precision: 9, scale: 2 }),
      column("bytes", "varbyte"),
    ];
    const records = [
      [9007199254740993n, 0.10000000149011612, 0.1, true, '"1.50"', '"q80="'],
      [-9223372036854775808n, '"NaN"', '"-Infinity"', false, '"-0.00"', '""'],
      [0, -0.5, "-0.0", false, '"0.00"', '"AA=="'],
    ];
    const keys = ["longValue", "doubleValue", "doubleValue", "booleanValue", "stringValue", "blobValue"];
    const json = records.map((values) => `[${values.map((value, at) => `{"${keys[at]}":${value}}`).join(",")}]`);
    await using api = await serving(columns, [`[${json.join(",")}]`], 3);
    expect(await rowsOf(api)).toEqual([
      ["9007199254740993", "0.1", "0.1", "true", "1.50", "abcd"],
      ["-9223372036854775808", "NaN", "-Infinity", "false", "-0.00", ""],
      ["0", "-0.5", "-0", "false", "0.00", "00"],
    ]);
  });

  it("keeps every 64-bit integer, beside every text and every double", async () => {
    const record = fc.tuple(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.oneof(fc.string({ unit: "binary" }), fc.constant('"longValue":12345678901234567890')),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(record), async (given) => {
        const json = given.map(
          ([big, note, share]) =>
            `[{"longValue":${big}},{"stringValue":${JSON.stringify(note)}},{"doubleValue":${share}}]`,
        );
        const columns = [column("big", "int8"), column("note", "varchar"), column("share", "float8")];
        await using api = await serving(columns, [`[${json.join(",")}]`], given.length);
        expect(await rowsOf(api)).toEqual(given.map(([big, note, share]) => [String(big), note, String(share)]));
      }),
      { numRuns: 40 },
    );
  });

  it("gives every 32-bit float as the shortest text that reads back as it", async () => {
    const real = fc.float({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
    await fc.assert(
      fc.asyncProperty(fc.array(real, { minLength: 1 }), async (given) => {
        const json = given.map((value) => `[{"doubleValue":${value}}]`);
        await using api = await serving([column("speed", "float4")], [`[${json.join(",")}]`], given.length);
        const texts = (await rowsOf(api)).flat().map(String);
        expect(texts.map((text) => Math.fround(Number(text)))).toEqual(given);
        const digits = texts.map(
          (text) =>
            Number(text)
              .toExponential()
              .replace(/e.*|\D/g, "").length,
        );
        expect(Math.max(...digits)).toBeLessThan(10);
      }),
      { numRuns: 40 },
    );
  });

  it("names a column by its label, which is what AS gives it", async () => {
    await using api = await serving([column("n", "int4", { label: "count" })], ["[]"], 0);
    expect((await readResult(api.client, "one")).columns).toMatchObject([{ name: "count" }]);
  });
});
