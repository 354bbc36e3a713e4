import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { typescriptLiteral } from "../../../core/emit/typescriptLiteral.ts";

const parts = fc.oneof(
  fc.constantFrom("*/", "//", "`", "$" + "{x}", '"', "\\", "\n", "\r\n", "\u2028", "\u2029", "\0", "\u202e", "\u200d"),
  fc.constantFrom("\ud800", "\udc00", "😀", "é", "</script>", "\u0085", "\ufeff", "\u{e0001}"),
  fc.string({ unit: "binary" }),
);
const texts = fc.array(parts).map((list) => list.join(""));

describe("a literal of TypeScript", () => {
  it("is read as the text, whatever that is", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(new Function(`return ${typescriptLiteral(text)};`)()).toBe(text);
      }),
    );
  });

  it("ends no line comment, and shows each of its characters", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const literal = typescriptLiteral(text);
        expect(new Function(`// ${literal}\nreturn 1;`)()).toBe(1);
        expect(literal).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});
