import fc from "fast-check";
import jsonata from "jsonata";
import { describe, expect, it } from "vitest";
import { compile, variable } from "../../../core/flow/Expr.ts";
import { textField } from "../../../core/flow/textField.ts";

const expression = jsonata(compile(textField(variable<string>("json"), "errorMessage", "Cause")).code);
expression.registerFunction("parse", (text: string) => JSON.parse(text));
const read = (json: string): Promise<unknown> => expression.evaluate(null, { json });

describe("the text field of a cause", () => {
  it("is found in the JSON of a function's error and of a nested execution", async () => {
    expect(await read('{"errorType":"a.b","errorMessage":"too many","trace":[]}')).toBe("too many");
    expect(await read('{"Cause":"Commit: gone","Status":"FAILED"}')).toBe("Commit: gone");
  });

  it("is the whole text where there is no such field, or where it was cut off", async () => {
    expect(await read("no JSON")).toBe("no JSON");
    expect(await read('{"errorMessage":"cut o')).toBe('{"errorMessage":"cut o');
    expect(await read("")).toBe("");
  });

  it("is what JSON says it is, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.boolean(), async (message, indented) => {
        const json = JSON.stringify({ errorMessage: message, trace: ["x"] }, null, indented ? 2 : 0);
        expect(await read(json)).toBe(message);
      }),
    );
  });

  it("never fails, whatever the text", async () => {
    const piece = fc.constantFrom('"', "\\", "\\u", "errorMessage", '"errorMessage":"', "x", "}");
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        expect(typeof (await read(pieces.join("")))).toBe("string");
      }),
    );
  });
});
