import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { findRecords } from "../../../jobs/duckdb/findRecords.ts";
import { LineMarks } from "../../../jobs/duckdb/LineMarks.ts";
import { recordPrefix } from "../../../jobs/duckdb/recordPrefix.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-find-"));
});
afterAll(() => rm(folder, { recursive: true }));

function marksOf(lines: readonly string[]): LineMarks {
  const marks = new LineMarks();
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    marks.note(index + 1, offset);
    offset += Buffer.byteLength(line);
  }
  return marks;
}

describe("records of a prepared file", () => {
  const dialects = fc.constantFrom(csv(), csv({ delimiter: "1" }), csv({ quote: "0", delimiter: ";" }));
  /** Long ones lie in parts of their own, and several of some length in one. */
  const texts = fc.array(
    fc.oneof(fc.stringMatching(/^[0-9,;é]{0,9}$/), fc.constantFrom("x".repeat(20_000), "y".repeat(700_000))),
    {
      minLength: 1,
      maxLength: 30,
    },
  );

  test("are found by their numbers, wherever they lie in its parts", async () => {
    await fc.assert(
      fc.asyncProperty(dialects, texts, fc.integer({ min: 2, max: 4 }), async (dialect, lines, every) => {
        const path = join(folder, "prepared.csv");
        const prepared = lines.map((line, index) => `${recordPrefix(dialect, index + 1)}${line}\n`);
        await writeFile(path, prepared.join(""));
        const marks = marksOf(prepared);
        const wanted = [...lines.keys()].map((index) => index + 1).filter((number) => number % every !== 0);
        const found = new Map<number, string>();
        await findRecords({ path, marks }, dialect, wanted, (record, raw) =>
          found.set(record, Buffer.from(raw).toString()),
        );
        expect([...found]).toEqual(wanted.map((number) => [number, lines[number - 1]]));
      }),
      { numRuns: 50 },
    );
  });

  test("are missed aloud", async () => {
    const path = join(folder, "missed.csv");
    await writeFile(path, "1,a\n3,b\n");
    const marks = marksOf(["1,a\n", "3,b\n"]);
    await expect(findRecords({ path, marks }, csv(), [2], () => {})).rejects.toThrow(/Record 2 is not where/);
  });
});
