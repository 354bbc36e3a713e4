import fc from "fast-check";
import { expect, test } from "vitest";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import { openDatabase } from "../../../jobs/duckdb/openDatabase.ts";

test("DuckDB reads any text back from its literal", async () => {
  await using database = await openDatabase();
  const characters = fc.constantFrom("'", '"', "\\", "\0", "\n", "--", "/*", "$1", "?", "é", "😀", "E'", "');");
  const texts = fc.array(fc.oneof(characters, fc.string({ unit: "grapheme" }))).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const [row] = await database.rows(`SELECT encode(${sqlLiteral(text)}) AS bytes`);
      expect(Buffer.from(row?.bytes as Uint8Array)).toEqual(Buffer.from(text));
    }),
    { numRuns: 100 },
  );
});

test("DuckDB reads any name back from its identifier", async () => {
  await using database = await openDatabase();
  const names = fc.string({ unit: "grapheme-ascii", minLength: 1 });
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const reader = await database.connection.runAndReadAll(`SELECT 1 AS ${sqlIdentifier(name)}`);
      expect(reader.columnNames()).toEqual([name]);
    }),
    { numRuns: 50 },
  );
});
