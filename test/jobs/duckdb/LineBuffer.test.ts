import fc from "fast-check";
import { expect, test } from "vitest";
import { LineBuffer } from "../../../jobs/duckdb/LineBuffer.ts";

test("collects numbers and bytes as lines, whatever is taken meanwhile", () => {
  const line = fc.tuple(fc.maxSafeNat(), fc.string(), fc.boolean());
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const buffer = new LineBuffer();
      const pieces = lines.map(([number, text, take]) => {
        buffer.addNumber(number);
        buffer.add(Buffer.from(text));
        buffer.endLine();
        return take ? buffer.take().toString() : "";
      });
      const texts = lines.map(([number, text]) => `${number}${text}`);
      expect([...pieces, buffer.take().toString()].join("")).toBe(texts.map((each) => `${each}\n`).join(""));
      expect(buffer.length).toBe(0);
      expect(buffer.longest).toBe(Math.max(0, ...texts.map((each) => Buffer.byteLength(each))));
    }),
  );
});

test("holds lines longer than it was made for", () => {
  const buffer = new LineBuffer();
  const long = Buffer.alloc(3_000_000, "x");
  for (let number = 9; number <= 11; number += 1) {
    buffer.addNumber(number);
    buffer.add(long);
    buffer.endLine();
  }
  expect(buffer.take().toString()).toBe([9, 10, 11].map((number) => `${number}${long}\n`).join(""));
});
