import { describe, expect, test } from "vitest";
import { equivalents } from "./support/equivalents.ts";
import { expectNoticed } from "./support/expectNoticed.ts";
import { readerMutants } from "./support/readerMutants.ts";

describe("each rule, weakened, is noticed by the equality of engines, where its mutants convert files", () => {
  const isOfGrammar = ({ file }: { file: string }) => file.startsWith("core/convert/grammar/");

  test("by the reference", { timeout: 3_600_000 }, () => expectNoticed("reference", 4, isOfGrammar));

  test("by DuckDB's SQL", { timeout: 7_200_000 }, () => expectNoticed("duckdb", 14, isOfGrammar));
});

test("what no file can tell from a reader is a mutant of each that it is said of", () => {
  const readers = new Set(equivalents.flatMap((each) => each.readers));
  const all = new Map([...readers].map((reader) => [reader, readerMutants(reader)]));
  const claims = equivalents.flatMap(({ readers, ...claim }) => readers.map((reader) => ({ reader, ...claim })));
  const idle = claims.filter(({ reader, means }) => !all.get(reader)?.some(means));
  expect(idle.map(({ reader, why }) => [reader, why])).toEqual([]);
});
