import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTexts } from "../../../jobs/inline/compareTexts.ts";

/** Texts that often begin alike, with characters at the edges of UTF-16. */
const edges = fc.constantFrom(
  "",
  "a",
  "b",
  "\0",
  "\u007f",
  "\u0080",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "\u{10000}",
  "\u{10ffff}",
);
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.array(edges, { maxLength: 4 }).map((parts) => parts.join("")),
);

describe("comparing texts", () => {
  test("orders them by their bytes of UTF-8", () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(Math.sign(compareTexts(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
      { numRuns: 2000 },
    );
  });

  test("differs from JavaScript's order where a text has a character beyond U+FFFF", () => {
    expect("\u{10000}" < "\ue000").toBe(true);
    expect(compareTexts("\u{10000}", "\ue000")).toBeGreaterThan(0);
  });
});
