import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { csv } from "../../core/contract/csv.ts";
import { dataset } from "../../core/contract/dataset.ts";
import { t } from "../../core/contract/t.ts";
import { convertLocally } from "./duckdb/support/convertLocally.ts";
import { dialectCases } from "./support/dialectCases.ts";

const columns = { a: t.int() };

describe.each(["inline", "duckdb"] as const)("the %s engine reads a file", (engine) => {
  test.each(dialectCases)("$what", async ({ contract, bytes, rows, rejects }) => {
    const converted = await convertLocally(contract, bytes, undefined, engine);
    expect({ rows: converted.rows, rejects: converted.rejects }).toEqual({ rows, rejects });
  });

  test("and says so where it is not compressed as declared", async () => {
    const gzip = dataset("d", { source: csv({ compression: "gzip" }), columns });
    const converting = (bytes: Uint8Array) => convertLocally(gzip, bytes, undefined, engine);
    await expect(converting(Buffer.from("a\n1\n"))).rejects.toMatchObject({ code: "file.not_gzip" });
    const cut = gzipSync("a\n1\n").subarray(0, -9);
    await expect(converting(cut)).rejects.toMatchObject({ code: "file.truncated_gzip" });
  });

  test("and gives up one with a record that is too long", async () => {
    const short = dataset("d", { source: csv({ maxRecordBytes: 12 }), columns });
    const converting = (digits: number) =>
      convertLocally(short, Buffer.from(`a\n${"0".repeat(digits)}\n`), undefined, engine);
    expect((await converting(12)).rows).toEqual([{ a: 0 }]);
    await expect(converting(13)).rejects.toMatchObject({ code: "file.long_record" });
  });
});
