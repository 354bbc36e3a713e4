import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../../../jobs/duckdb/openDatabase.ts";
import { csvText } from "../../../../../local/cli/query/formats/csvText.ts";
import { anyRow, columnsOf, everyType, resultOf, textOf } from "../results.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a result as CSV", () => {
  it("has a header, quotes what needs it, and tells null from an empty text", async () => {
    const columns = columnsOf({ 'a "b"': "varchar", c: "varchar" });
    const pages = [
      [["x,y", 'say "no"']],
      [],
      [
        ["", null],
        ["a\nb", "=1+1"],
      ],
    ];
    expect(await textOf(csvText(resultOf(columns, ...pages)))).toBe(
      '"a ""b""",c\r\n"x,y","say ""no"""\r\n"",\r\n"a\nb",=1+1\r\n',
    );
  });

  it("is its header where there are no rows", async () => {
    expect(await textOf(csvText(resultOf(everyType, [])))).toBe(
      "small,whole,big,toll,speed,share,raining,day,taken,note\r\n",
    );
  });

  it("is read back by DuckDB as the same texts and nulls", async () => {
    await using database = await openDatabase();
    const path = join(folder, "rows.csv");
    const read = `SELECT * REPLACE (encode(note) AS note) FROM read_csv($path, delim = ',', quote = '"', escape = '"',
      header = true, all_varchar = true, nullstr = '', allow_quoted_nulls = false, auto_detect = false, new_line = '\\r\\n',
      columns = {${everyType.map(({ name }) => `${name}: 'VARCHAR'`).join(", ")}})`;
    // A reader of CSV may take NUL, and line ends of its own, otherwise than RFC 4180, which has CRLF alone.
    const readable = anyRow.filter((row) => !/[\0\n\r]/.test(row.at(-1) ?? ""));
    await fc.assert(
      fc.asyncProperty(fc.array(readable, { minLength: 1 }), async (rows) => {
        await writeFile(path, await textOf(csvText(resultOf(everyType, rows.slice(0, 3), rows.slice(3)))));
        const back = (await database.rows(read, { path })).map((row) =>
          Object.values({ ...row, note: row.note === null ? null : Buffer.from(row.note as Uint8Array).toString() }),
        );
        expect(back).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });
});
