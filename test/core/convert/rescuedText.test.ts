import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonText } from "../../../core/convert/jsonText.ts";
import { rescuedText } from "../../../core/convert/rescuedText.ts";

const anyText = fc.string({ unit: fc.oneof(fc.constantFrom("\\", "u", "0", "\u0000", "\u001f", '"'), fc.string()) });

describe("rescued fields", () => {
  it("are read back from their JSON, null tokens left out", () => {
    const law = fc.property(fc.uniqueArray(anyText, { minLength: 1 }), fc.array(anyText), (headers, texts) => {
      const unknown = headers.map((header, index) => ({ header, index }));
      const fields = headers.map((_, index) => texts[index] ?? "NA");
      const wanted = headers.flatMap((header, index) =>
        ["", "NA"].includes(fields[index] ?? "") ? [] : [[header, fields[index]]],
      );
      const text = rescuedText(fields, unknown, ["", "NA"]);
      expect(text === "" ? [] : Object.entries(JSON.parse(text))).toEqual(Object.entries(Object.fromEntries(wanted)));
    });
    fc.assert(law);
  });

  it("are written in the file's order, where names are no numbers", () => {
    const unknown = [
      { header: "b", index: 1 },
      { header: "a", index: 0 },
    ];
    expect(rescuedText(["1", "2"], unknown, [])).toBe('{"b":"2","a":"1"}');
    expect(rescuedText(["", "2"], unknown, [""])).toBe('{"b":"2"}');
    expect(rescuedText(["", ""], unknown, [""])).toBe("");
    expect(rescuedText(["", ""], unknown, [])).toBe('{"b":"","a":""}');
  });

  it("have control characters in upper-case hex, and a backslash before a u as it is", () => {
    expect(jsonText("\u001f\n\\u00ab")).toBe(String.raw`"\u001F\n\\u00ab"`);
  });
});
