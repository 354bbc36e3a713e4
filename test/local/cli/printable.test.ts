import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable } from "../../../local/cli/printable.ts";

describe("a text for a terminal", () => {
  it("spells out line ends, controls and marks of direction, and leaves the rest", () => {
    expect(printable("a\r\n\tb\u001b[31m\u0085\u202e\u2066\u200f\u2028")).toBe(
      "a\\r\\n\\tb\\u001b[31m\\u0085\\u202e\\u2066\\u200f\\u2028",
    );
    expect(printable("Zoë €5 日本 👩‍👩‍👧 \\n")).toBe("Zoë €5 日本 👩‍👩‍👧 \\n");
  });

  it("holds no control, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(printable(text)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
