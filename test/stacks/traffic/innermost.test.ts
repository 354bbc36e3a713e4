import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { StateMachineDefinition } from "../../../core/flow/Asl.ts";
import { compile, variable } from "../../../core/flow/Expr.ts";
import type { Failure } from "../../../core/flow/steps.ts";
import { evaluate } from "../../../local/states/evaluate.ts";
import { innermost } from "../../../stacks/traffic/innermost.ts";
import { rangeSteps } from "../../../stacks/traffic/places.ts";

const { code } = compile(innermost(variable<Failure>("failure")));
const told = (step: string, cause: string) =>
  evaluate(`{% ${code} %}`, "Output", { failure: { step, error: "Some.ERROR", cause } });

describe("the innermost step of a failure", () => {
  it("is the one within a range that the cause begins with, which is cut off", async () => {
    expect(await told("Repartition", "StartQuery: HIVE_WRITER_CLOSE_ERROR: no room: at all")).toEqual({
      step: "Repartition.StartQuery",
      error: "Some.ERROR",
      cause: "HIVE_WRITER_CLOSE_ERROR: no room: at all",
    });
  });

  it("is the one within a day of it", async () => {
    expect(await told("Repartition", "PublishDays: Commit: lake: No such key.")).toEqual({
      step: "Repartition.PublishDays.Commit",
      error: "Some.ERROR",
      cause: "lake: No such key.",
    });
  });

  it("is the step itself where the cause names none, or it is another step", async () => {
    for (const [step, cause] of [
      ["Repartition", '{"Status":"ABORTED"}'],
      ["Repartition", "Glue: no"],
      ["PlanDays", "Commit: is no step of it"],
    ] as const)
      expect(await told(step, cause)).toEqual({ step, error: "Some.ERROR", cause });
  });

  it.each(["range", "range-spark"])("knows every task and Map of the machine traffic.%s", (machine) => {
    const golden = readFileSync(`test/golden/stacks/traffic.${machine}.asl.json`, "utf8");
    const states = Object.entries((JSON.parse(golden) as StateMachineDefinition).States);
    const tasks = states.flatMap(([name, { Type }]) => (Type === "Task" || Type === "Map" ? [name] : []));
    expect(tasks.length).toBeGreaterThan(2);
    expect(rangeSteps).toEqual(expect.arrayContaining(tasks));
  });
});
