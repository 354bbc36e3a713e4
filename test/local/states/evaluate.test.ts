import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../local/states/evaluate.ts";

const variables = { list: [1], objects: [{ a: 1 }], none: null, text: "t" };
const value = (template: unknown) => evaluate(template, "Arguments", variables);

describe("a field of a definition", () => {
  it("is itself where there is no expression in it", async () => {
    const plain = fc.jsonValue().filter((json) => !JSON.stringify(json).includes("%"));
    await fc.assert(
      fc.asyncProperty(plain, async (json) => {
        expect(JSON.stringify(await value(json))).toBe(JSON.stringify(json));
      }),
    );
  });

  it("keeps a list of one item a list", async () => {
    expect(await value({ a: "{% $list %}", b: "{% $objects %}" })).toEqual({ a: [1], b: [{ a: 1 }] });
  });

  it("keeps a null", async () => {
    expect(await value({ a: "{% $none %}", b: null })).toEqual({ a: null, b: null });
  });

  it.each([
    ["{% $nothing %}", "returned nothing (undefined)"],
    ["{% $text + 1 %}", "T2001"],
    ["{% $uppercase %}", "unsupported result type"],
    ["{% function($x) { $x } %}", "unsupported result type"],
  ])("fails for %s", async (template, message) => {
    await expect(value({ a: [template] })).rejects.toMatchObject({
      error: "States.QueryEvaluationError",
      location: "Arguments/a[0]",
      causeText: expect.stringContaining(message),
    });
  });

  it.each([
    [
      `$f(1)`,
      "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive",
    ],
    ["[1..873783]", "Expression evaluation memory limit exceeded: Check for excessive memory usage"],
  ])("is bounded as on AWS: %s", async (code, message) => {
    const recursive = "($f := function($n) { 1 + $f($n + 1) }; ";
    await expect(value(`{% ${recursive}${code}) %}`)).rejects.toMatchObject({
      error: "States.QueryEvaluationError",
      causeText: expect.stringMatching(new RegExp(`threw an error during evaluation: ${message}$`)),
    });
  });

  it("nests about 100 deep, and no deeper", async () => {
    const sum = (terms: number) => value(`{% ${Array(terms).fill(1).join("+")} %}`);
    expect(await sum(95)).toBe(95);
    await expect(sum(105)).rejects.toThrow("Stack overflow error");
  });

  it("does not run for ever", async () => {
    await expect(value("{% ($f := function($n) { $f($n + 1) }; $f(1)) %}")).rejects.toThrow(
      "Expression evaluation timeout: Check for infinite loop",
    );
  });
});
