import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, type Expr, exprOf, isExpr, variable } from "../../../core/flow/Expr.ts";
import { fieldAccess, literal, plainText, wrapped } from "../../../core/flow/jsonata.ts";
import { evaluate } from "../../../local/states/evaluate.ts";

const value = (expression: Expr<unknown>, variables: object) =>
  evaluate(wrapped(compile(expression).code), "Output", { ...variables });

describe("an expression", () => {
  it("compiles the way to a field to JSONata", () => {
    const step = variable<{ a: { "b-c": string[]; and: number } }>("step");
    expect(compile(step.a["b-c"]).code).toBe("$step.a.`b-c`");
    expect(compile(step.a["b-c"][2] as Expr<unknown>).code).toBe("$step.a.`b-c`[2]");
    expect(compile(step.a.and).code).toBe("$step.a.`and`");
    expect([...compile(step.a).reads]).toEqual(["step"]);
  });

  it("puts what is no single term in parentheses before it takes a field", () => {
    expect(compile(exprOf<{ b: number }>("x ? $y : $z", [], false).b).code).toBe("(x ? $y : $z).b");
  });

  it("reaches any field by any name", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: "grapheme" }), fc.jsonValue(), async (name, json) => {
        fc.pre(!/^[0-9]+$/.test(name) && json !== undefined);
        const code = `$step${fieldAccess(name)}`;
        expect(await evaluate(wrapped(code), "Output", { step: { [name]: json } })).toEqual(
          JSON.parse(JSON.stringify(json)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("is not to be mistaken for a text", () => {
    expect(() => `${variable<string>("step")}`).toThrow(expect.objectContaining({ code: "flow.expression_as_text" }));
  });

  it("is told apart from every other value", () => {
    expect(isExpr(variable("x"))).toBe(true);
    for (const other of [{}, [], null, undefined, "$x", () => {}]) expect(isExpr(other)).toBe(false);
    expect(() => compile({} as Expr<unknown>)).toThrow(expect.objectContaining({ code: "flow.not_expression" }));
  });

  it("evaluates to the item of a list", async () => {
    expect(await value(exprOf<number[]>("$list")[1] as Expr<unknown>, { list: [5, 6] })).toBe(6);
  });
});

describe("literals", () => {
  it("come back from JSONata as they were", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect(await evaluate(plainText(text), "Output", {})).toBe(text);
        expect(await evaluate(wrapped(literal(text)), "Output", {})).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it.each(["{% 1 %}", "{% 1", "1 %}", "", "a\nb", "a\u2028b", 'quote " and \\ backslash'])(
    "come back: %j",
    async (text) => {
      expect(await evaluate(plainText(text), "Output", {})).toBe(text);
      expect(plainText(text)).not.toMatch(/[\r\n\u2028]/);
    },
  );
});
