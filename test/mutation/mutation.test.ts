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
  for (const { readers, means, why } of equivalents) {
    for (const reader of readers) expect(readerMutants(reader).some(means), `${reader}: ${why}`).toBe(true);
  }
});
