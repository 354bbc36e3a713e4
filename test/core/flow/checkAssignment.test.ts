import { describe, expect, it } from "vitest";
import { eq } from "../../../core/flow/conditions.ts";
import type { Expr } from "../../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../../core/flow/FlowBuilder.ts";
import { flow } from "../../../core/flow/flow.ts";
import { functionRef } from "../../../core/flow/references.ts";

type Builder = FlowBuilder<{ n: number }, { n: number }>;

const work = functionRef<{ n: number }, { n: number }>("work");
const step = (f: Builder, name: string, n: Expr<number> | number = 1) =>
  f.lambda(name, { function: work, input: { n } });
const written = (write: (f: Builder) => void) => () => flow<{ n: number }, { n: number }>("greet", write);
const unassigned = (state: string, variable: string) =>
  expect.objectContaining({
    code: "flow.unassigned_variable",
    message: expect.stringContaining(`state "${state}" reads $${variable}`),
  });

describe("definite assignment", () => {
  it("accepts a variable that every path has assigned", () => {
    expect(
      written((f) => {
        const first = step(f, "First");
        f.choice("Which?", [[eq(first.n, 1), () => step(f, "Left", first.n)]], () => step(f, "Right", first.n));
        f.succeed("Done", { n: first.n });
      }),
    ).not.toThrow();
  });

  it("refuses the result of a step in a branch that may not run", () => {
    let left: Expr<{ n: number }> | undefined;
    expect(
      written((f) => {
        f.choice("Which?", [[eq(f.input.n, 1), () => (left = step(f, "Left"))]]);
        f.succeed("Done", left ?? { n: 0 });
      }),
    ).toThrow(unassigned("Done", "left"));
  });

  it("refuses the result of the failed step, and of the steps after it, in the handler of a rescue", () => {
    const handled = (reads: (first: Expr<{ n: number }>, second: Expr<{ n: number }>) => Expr<number>) =>
      written((f) => {
        const results: Expr<{ n: number }>[] = [];
        f.rescue(
          () => {
            results.push(step(f, "First"), step(f, "Second"));
            f.succeed("Done", { n: 1 });
          },
          () => {
            const [first = f.input, second = f.input] = results;
            step(f, "Handle", reads(first, second));
            f.succeed("Handled", { n: 0 });
          },
        );
      });
    expect(handled((first) => first.n)).toThrow(unassigned("Handle", "first"));
    expect(handled((_, second) => second.n)).toThrow(unassigned("Handle", "second"));
  });

  it("accepts in the handler what was assigned before the rescue", () => {
    expect(
      written((f) => {
        const before = step(f, "Before");
        f.rescue(
          () => step(f, "Work"),
          () => step(f, "Handle", before.n),
        );
        f.succeed("Done", { n: before.n });
      }),
    ).not.toThrow();
  });

  it("refuses the failure after the rescue, where the body may have succeeded", () => {
    let caught: Expr<{ error: string }> | undefined;
    expect(
      written((f) => {
        f.rescue(
          () => step(f, "Work"),
          (failure) => {
            caught = failure;
            f.wait("Calm down", 1);
          },
        );
        f.fail("Failed", { error: caught?.error ?? "", cause: "" });
      }),
    ).toThrow(unassigned("Failed", "failure"));
  });

  it("accepts the result of an attempt on both of its paths", () => {
    expect(
      written((f) => {
        const tried = f.attempt.lambda("Try", { function: work, input: { n: 1 } });
        f.choice("Failed?", [
          [eq(tried.failed, true), () => f.fail("Failed", { error: tried.error.error, cause: tried.error.cause })],
        ]);
        f.succeed("Done", { n: 1 });
      }),
    ).not.toThrow();
  });

  it("refuses a step's own result among its arguments, also in a loop that assigns it", () => {
    expect(
      written((f) => {
        f.poll(
          "Enough?",
          {
            wait: "Wait",
            seconds: 1,
            check: () => f.lambda("Count", { function: work, input: { n: otherFlowsResult("count").n } }),
          },
          (result) => eq(result.n, 3),
        );
        f.succeed("Done", { n: 1 });
      }),
    ).toThrow(unassigned("Count", "count"));
  });

  it("refuses the result of a step of another flow", () => {
    const foreign = otherFlowsResult("Elsewhere");
    expect(written((f) => f.succeed("Done", { n: foreign.n }))).toThrow(unassigned("Done", "elsewhere"));
  });
});

function otherFlowsResult(name: string): Expr<{ n: number }> {
  const results: Expr<{ n: number }>[] = [];
  flow<{ n: number }, { n: number }>("other", (f) => {
    results.push(step(f, name));
    f.succeed("Done", { n: 1 });
  });
  const [result] = results;
  if (result === undefined) throw new Error("the other flow has no step");
  return result;
}
