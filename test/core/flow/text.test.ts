import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eq } from "../../../core/flow/conditions.ts";
import { compile, type Expr, variable } from "../../../core/flow/Expr.ts";
import { wrapped } from "../../../core/flow/jsonata.ts";
import { text } from "../../../core/flow/text.ts";
import { evaluate } from "../../../local/states/evaluate.ts";

const rendered = (template: Expr<string>, variables: object) =>
  evaluate(wrapped(compile(template).code), "Output", { ...variables });

describe("text", () => {
  it("mixes literals and expressions with any characters in either", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), async (literal, known) => {
        const template = text`<${literal}|${variable<string>("known")}>`;
        expect(await rendered(template, { known })).toBe(`<${literal}|${known}>`);
      }),
      { numRuns: 50 },
    );
  });

  it("is a text where it starts with an expression that is none", async () => {
    expect(await rendered(text`${variable<number>("n")}`, { n: 5 })).toBe("5");
    expect(await rendered(text`${variable<number>("n")}${true}`, { n: 5 })).toBe("5true");
  });

  it("writes objects as JSON and what is absent as nothing", async () => {
    expect(await rendered(text`a ${variable<object>("o")} b`, { o: { x: [1] } })).toBe('a {"x":[1]} b');
    expect(await rendered(text`a ${variable<string | undefined>("nothing")} b`, {})).toBe("a  b");
  });

  it("keeps operators of its parts apart from its own", async () => {
    expect(await rendered(text`same: ${eq(variable<string>("a"), "x")}`, { a: "x" })).toBe("same: true");
  });

  it("knows which variables it reads", () => {
    expect([...compile(text`${variable("a")} ${variable("b")} ${1}`).reads]).toEqual(["a", "b"]);
  });
});
