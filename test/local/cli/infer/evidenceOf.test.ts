import fc from "fast-check";
import { expect, test } from "vitest";
import { dateFormats } from "../../../../core/contract/infer/dateFormats.ts";
import { nullTokens } from "../../../../core/contract/infer/nullTokens.ts";
import { patterns } from "../../../../core/contract/infer/patterns.ts";
import { sqlLiteral } from "../../../../core/emit/sqlLiteral.ts";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import { evidenceOf } from "../../../../local/cli/infer/evidenceOf.ts";
import { misfitsOf } from "../../../../local/cli/infer/misfitsOf.ts";
import { evidenceOfTexts } from "../../../core/contract/infer/evidenceOfTexts.ts";

const pieces = [
  "0",
  "1",
  "12",
  "2024",
  "-",
  "+",
  ".",
  ",",
  "/",
  ":",
  "T",
  "Z",
  " ",
  "\t",
  "e",
  "$",
  "Jan",
  "é",
  "😀",
  "'",
];
const written = dateFormats.map((format) => format.replace("YYYY", "1999").replace(/M+/, "02").replace(/D+/, "28"));
const fields = fc.array(
  fc.oneof(
    fc.constantFrom("", " ", ...nullTokens, ...written),
    fc.constantFrom("true", "No", "y", "1.50", "007", "+32", "1e9", "nan", "1,234.5", "2024-02-29 10:00:00.123456+02"),
    fc.constantFrom("9".repeat(40), "1".repeat(38), "0.00", "8/31/95", "12 May 2000", "2024-01-01T10:00:00.1234567"),
    fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join("")),
  ),
  { maxLength: 12 },
);

function query(texts: readonly string[]): string {
  const values = texts.map((text) => `(${sqlLiteral(text)})`);
  return values.length === 0 ? "SELECT NULL::VARCHAR AS c0 WHERE false" : `SELECT * FROM (VALUES ${values}) AS v(c0)`;
}

test("DuckDB counts of a column what plain TypeScript does", async () => {
  await using database = await openDatabase();
  await fc.assert(
    fc.asyncProperty(fields, async (texts) => {
      const expected = evidenceOfTexts("header", texts);
      const { integers, ...found } = await evidenceOf(database, query(texts), "c0", { header: "header", missing: [] });
      expect({ ...found, integers: expected.integers }).toEqual(expected);
      const isHeld = expected.digits.integer <= 38;
      if (isHeld) expect(integers).toEqual(expected.integers);
    }),
    { numRuns: 60 },
  );
});

test("every pattern is met by some of the texts that are drawn", () => {
  const seen = fc.sample(fields, { numRuns: 2000, seed: 7 }).map((texts) => evidenceOfTexts("header", texts).matches);
  const unmet = Object.keys(patterns).filter((name) => seen.every((matches) => matches[name] === 0));
  expect(unmet).toEqual([]);
});

test("the misfits of a column are its most frequent values that are not of its type", async () => {
  await using database = await openDatabase();
  const texts = ["1", "x", "y", "y ", "NA", "", "z", "a", "a", "a"];
  expect(await misfitsOf(database, query(texts), "c0", "integer")).toEqual(["a", "y", "x"]);
  expect(await misfitsOf(database, query(texts), "c0", undefined)).toEqual([]);
});
