import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineMarks } from "../../../jobs/duckdb/LineMarks.ts";

interface Line {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** Lines of such lengths, one behind the other, with gaps between their numbers. */
function linesOf(lengths: readonly number[], gaps: readonly number[]): Line[] {
  const lines: Line[] = [];
  for (const [index, length] of lengths.entries()) {
    const { number, to: from } = lines.at(-1) ?? { number: 0, to: 0 };
    lines.push({ number: number + (gaps[index % gaps.length] ?? 1), from, to: from + length });
  }
  return lines;
}

describe("marks of lines", () => {
  const lengths = fc.array(fc.oneof(fc.integer({ min: 2, max: 5_000 }), fc.constant(50_000)), { minLength: 1 });
  const gaps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });

  test("tell of each line a part of whole lines that it is in, which begins within 16 KiB before it", () => {
    fc.assert(
      fc.property(lengths, gaps, (lengths, gaps) => {
        const lines = linesOf(lengths, gaps);
        const size = lines.at(-1)?.to ?? 0;
        const marks = new LineMarks();
        for (const { number, from } of lines) marks.note(number, from);
        const ends = new Set(lines.map(({ to }) => to));
        for (const { number, from, to } of lines) {
          const part = marks.around(number, size);
          expect(part.from).toBeLessThanOrEqual(from);
          expect(part.to).toBeGreaterThanOrEqual(to);
          expect(from - part.from).toBeLessThan(1 << 14);
          expect(part.from === 0 || ends.has(part.from)).toBe(true);
          expect(ends.has(part.to)).toBe(true);
        }
      }),
    );
  });
});
