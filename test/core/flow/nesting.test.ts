import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { eq } from "../../../core/flow/conditions.ts";
import type { Expr } from "../../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../../core/flow/FlowBuilder.ts";
import { flow } from "../../../core/flow/flow.ts";
import { functionRef } from "../../../core/flow/references.ts";
import { arns } from "./examples/arns.ts";
import { nestedFlow } from "./examples/nestedFlow.ts";

interface In {
  n: number;
  list: number[];
}
type Builder = FlowBuilder<In, undefined>;

const work = functionRef<{ n: number }, { n: number }>("convert-duckdb");
const step = (f: Builder, name: string, n: Expr<number> | number = 1) =>
  f.lambda(name, { function: work, input: { n } });
const written = (write: (f: Builder) => void) => () =>
  flow<In>("nested", (f) => {
    write(f);
    f.succeed("Done");
  });
const failed = (f: Builder) => {
  f.fail("B", { error: "E", cause: "c" });
  return null;
};
const succeeded = (f: Builder) => {
  f.succeed("A");
  return null;
};
const refusedAs = (code: string, message = "") =>
  expect.objectContaining({ code: `flow.${code}`, message: expect.stringContaining(message) });

describe("a flow with states within states", () => {
  it("renders as its golden file, without complaint from asl-validator", async () => {
    const definition = nestedFlow.toAsl(arns);
    await expect(`${JSON.stringify(definition, null, 2)}\n`).toMatchFileSnapshot("../../golden/flow/nested.asl.json");
    expect(validate(structuredClone(definition)).errors).toEqual([]);
  });

  it("allows what the states within need, and says which resources they name", () => {
    expect(nestedFlow.uses).toMatchObject({ functions: ["convert-duckdb", "verify"], machines: ["region-near"] });
    const actions = nestedFlow.policy(arns).map(({ Action }) => Action.join(" "));
    expect(actions).toEqual([
      "lambda:InvokeFunction",
      "states:StartExecution",
      "states:DescribeExecution states:StopExecution",
      "events:PutTargets events:PutRule events:DescribeRule",
    ]);
  });

  it("ends a branch that fails in all its ways without a state for its value", () => {
    const failing = written((f) => {
      f.rescue(
        () => f.parallel("Both", [() => step(f, "A"), () => failed(f)]),
        () => {},
      );
    })();
    const both = failing.toAsl(arns).States.Both;
    expect(both?.Type === "Parallel" && both.Branches.map(({ States }) => Object.keys(States))).toEqual([
      ["A", "BothEnd1"],
      ["B"],
    ]);
  });
});

describe("a flow with states within states is refused", () => {
  it("where two states of different scopes have one name", () => {
    expect(written((f) => f.parallel("Both", [() => step(f, "A"), () => f.pass("A", 1, { as: "b" })]))).toThrow(
      refusedAs("duplicate_state"),
    );
  });

  it("where a scope would assign the variable of another", () => {
    expect(written((f) => f.parallel("Both", [() => step(f, "A"), () => f.pass("B", 1, { as: "a" })]))).toThrow(
      refusedAs("variable_taken", "$a"),
    );
  });

  it("where what a branch keeps is read outside it, or beside it", () => {
    let kept: Expr<{ n: number }> | undefined;
    const keep = (f: Builder) => {
      kept = step(f, "A");
      return 1;
    };
    expect(
      written((f) => {
        f.parallel("Both", [() => keep(f)]);
        step(f, "After", kept?.n ?? 0);
      }),
    ).toThrow(refusedAs("unassigned_variable", 'state "After" reads $a'));
    expect(written((f) => f.parallel("Both", [() => keep(f), () => step(f, "Beside", kept?.n ?? 0)]))).toThrow(
      refusedAs("unassigned_variable", 'state "Beside" reads $a'),
    );
  });

  it("where an item is read outside its map, or in a map within it", () => {
    let item: Expr<number> | undefined;
    expect(
      written((f) => {
        f.map("Each", { items: f.input.list }, (each) => {
          item = each;
          return each;
        });
        step(f, "After", item ?? 0);
      }),
    ).toThrow(refusedAs("unassigned_variable", 'state "After" reads the item of Each'));
    expect(
      written((f) =>
        f.map("Each", { items: f.input.list }, (outer) =>
          f.map("Inner", { items: f.input.list }, (inner) => [inner, outer]),
        ),
      ),
    ).toThrow(refusedAs("unassigned_variable", 'state "InnerEnd" reads the item of Each'));
  });

  it("accepts an item in a branch within the map, and as the items of a map within it", () => {
    const lists = (f: Builder) => f.pass("Lists", [[1], [2, 3]]) as unknown as Expr<number[][]>;
    expect(
      written((f) =>
        f.map("Each", { items: lists(f) }, (list) => {
          f.parallel("Both", [() => list]);
          return f.map("Inner", { items: list }, (n) => n);
        }),
      ),
    ).not.toThrow();
  });

  it("where a branch ends the execution, or raises to a rescue outside it", () => {
    expect(written((f) => f.parallel("Both", [() => succeeded(f)]))).toThrow(refusedAs("succeed_within"));
    expect(
      written((f) =>
        f.rescue(
          () => {
            const a = step(f, "A");
            const raised = (tried: typeof a, raise: () => void) => {
              f.choice("Which?", [[eq(tried.n, 1), raise]]);
              return tried;
            };
            const raise = () => f.raise({ step: a, error: "E", cause: "c" });
            f.parallel("Both", [() => raised(a, raise)]);
          },
          () => {},
        ),
      ),
    ).toThrow(refusedAs("raise_outside_rescue"));
  });

  it.each([0, 41, 1.5])("where %s items are to run at once", (maxConcurrency) => {
    expect(written((f) => f.map("Each", { items: f.input.list, maxConcurrency }, (n) => n))).toThrow(
      refusedAs("concurrency"),
    );
  });

  it.each([{ intervalSeconds: 5, maxDelaySeconds: 5 }, { maxDelaySeconds: 1.5 }])(
    "where it retries with %o",
    (numbers) => {
      const retry = [{ errors: ["A"], ...numbers }];
      expect(written((f) => f.parallel("Both", [() => 1], { retry }))).toThrow(refusedAs("retry_numbers"));
    },
  );

  it("where a retry within a branch is wrong, as elsewhere", () => {
    const lambda = { function: work, input: { n: 1 }, retry: [{ errors: [] }] };
    expect(written((f) => f.map("Each", { items: f.input.list }, () => f.lambda("A", lambda)))).toThrow(
      refusedAs("retry_empty"),
    );
  });
});
