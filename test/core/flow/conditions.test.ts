import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { and, type Condition, eq, exists, ge, gt, le, lt, ne, not, or, orElse } from "../../../core/flow/conditions.ts";
import { compile, type Expr, variable } from "../../../core/flow/Expr.ts";
import { wrapped } from "../../../core/flow/jsonata.ts";
import { evaluate } from "../../../local/states/evaluate.ts";

const holds = (condition: Expr<unknown>, variables: object = {}) =>
  evaluate(wrapped(compile(condition).code), "Condition", { ...variables });

const a = variable<number>("a");
const b = variable<number>("b");

describe("conditions", () => {
  it("compare as JavaScript compares numbers", async () => {
    const both = fc.integer({ min: -2, max: 2 });
    await fc.assert(
      fc.asyncProperty(both, both, async (x, y) => {
        const compared = [eq(a, b), ne(a, b), gt(a, b), ge(a, b), lt(a, b), le(a, b)];
        const results = await Promise.all(compared.map((comparison) => holds(comparison, { a: x, b: y })));
        expect(results).toEqual([x === y, x !== y, x > y, x >= y, x < y, x <= y]);
        expect(await holds(le(a, y), { a: x })).toBe(x <= y);
      }),
      { numRuns: 25 },
    );
  });

  it("combine as JavaScript combines them, however they are nested", async () => {
    const { condition } = fc.letrec<{ condition: [Condition, boolean] }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        fc.boolean().map((value): [Condition, boolean] => [eq(a, value ? 1 : 2), value]),
        fc
          .tuple(tie("condition"), tie("condition"))
          .map(([[x, p], [y, q]]): [Condition, boolean] => [and(x, y), p && q]),
        fc
          .tuple(tie("condition"), tie("condition"))
          .map(([[x, p], [y, q]]): [Condition, boolean] => [or(x, y), p || q]),
        tie("condition").map(([x, p]): [Condition, boolean] => [not(x), !p]),
        tie("condition").map(([x, p]): [Condition, boolean] => [eq(x, true), p]),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(condition, async ([written, expected]) => {
        expect(await holds(written, { a: 1 })).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("compare texts with any characters", async () => {
    const name = variable<string>("name");
    expect(await holds(eq(name, 'a "quote" \\ and\nline'), { name: 'a "quote" \\ and\nline' })).toBe(true);
  });

  it("tell a null from what is absent", async () => {
    const maybe = variable<{ x?: string | null }>("maybe");
    expect(await holds(exists(maybe.x), { maybe: {} })).toBe(false);
    expect(await holds(exists(maybe.x), { maybe: { x: null } })).toBe(true);
    expect(await holds(eq(maybe.x, null), { maybe: { x: null } })).toBe(true);
  });

  it("give another value for an absent or a null one", async () => {
    const maybe = variable<{ x?: string | null }>("maybe");
    const filled = orElse(maybe.x, "none");
    expect(await holds(filled, { maybe: {} })).toBe("none");
    expect(await holds(filled, { maybe: { x: null } })).toBe("none");
    expect(await holds(filled, { maybe: { x: "" } })).toBe("");
    expect(await holds(eq(filled, "none"), { maybe: {} })).toBe(true);
  });
});
