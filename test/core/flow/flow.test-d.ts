import { describe, expectTypeOf, it } from "vitest";
import { eq, gt, orElse } from "../../../core/flow/conditions.ts";
import type { Expr } from "../../../core/flow/Expr.ts";
import { flow } from "../../../core/flow/flow.ts";
import { functionRef, machineRef, topicRef } from "../../../core/flow/references.ts";
import type { Failure, TaskStep } from "../../../core/flow/steps.ts";
import { text } from "../../../core/flow/text.ts";

interface Run {
  run: string;
  attempt: number;
  note?: string;
}
type Answer = { status: "RUNNING" | "DONE"; rows: number; files: string[]; error: string | null };

const work = functionRef<Run, Answer>("work");
const child = machineRef<{ run: string }, { published: boolean }>("child");
const run: Run = { run: "r", attempt: 0 };

describe("a flow's types", () => {
  it("give each field of the input, the context and a result its type", () => {
    flow<Run>("typed", (f) => {
      expectTypeOf(f.input.run).toEqualTypeOf<Expr<string>>();
      expectTypeOf(f.context.Execution.Input.attempt).toEqualTypeOf<Expr<number>>();
      const done = f.lambda("Work", { function: work, input: run });
      expectTypeOf(done.files).toEqualTypeOf<Expr<string[]>>();
      expectTypeOf(done.files[0]).toEqualTypeOf<Expr<string | undefined> | undefined>();
      expectTypeOf(f.execution("Child", { machine: child, input: { run: "r" } }).published).toEqualTypeOf<
        Expr<boolean>
      >();
      f.rescue(
        () => f.succeed("Done"),
        (failure) => expectTypeOf(failure).toEqualTypeOf<Expr<Failure>>(),
      );
    });
  });

  it("refuse a field that the input or a result has not", () => {
    flow<Run>("typed", (f) => {
      const done = f.lambda("Work", { function: work, input: run });
      // @ts-expect-error the input has no field "runs"
      text`${f.input.runs}`;
      // @ts-expect-error the result has no field "row"
      text`${done.row}`;
      // @ts-expect-error the status is a text without fields
      text`${done.status.code}`;
      // @ts-expect-error the context has no field "execution"
      text`${f.context.execution}`;
    });
  });

  it("refuse a step that does not exist", () => {
    flow<Run>("typed", (f) => {
      f.lambda("Work", { function: work, input: run });
      // @ts-expect-error there is no step "wrok"
      text`${wrok.rows}`;
      // @ts-expect-error a failure names a step by its result, not by a text
      f.raise({ step: "Wrok", error: "E", cause: "c" });
      // @ts-expect-error the input is no step
      f.raise({ step: f.input, error: "E", cause: "c" });
    });
  });

  it("refuse arguments of another type than the function takes", () => {
    flow<Run>("typed", (f) => {
      const done = f.lambda("Work", { function: work, input: { run: f.input.run, attempt: f.input.attempt } });
      f.lambda("Whole", { function: work, input: f.input });
      // @ts-expect-error attempt is missing
      f.lambda("A", { function: work, input: { run: "r" } });
      // @ts-expect-error attempt is a number
      f.lambda("B", { function: work, input: { run: "r", attempt: "1" } });
      // @ts-expect-error rows is a number, run a text
      f.lambda("C", { function: work, input: { run: done.rows, attempt: 1 } });
      // @ts-expect-error there is no argument "runs"
      f.lambda("D", { function: work, input: { run: "r", attempt: 1, runs: "r" } });
      // @ts-expect-error a result is not the input
      f.lambda("E", { function: work, input: done });
      // @ts-expect-error the machine takes a run
      f.execution("F", { machine: child, input: {} });
      // @ts-expect-error a function is no topic
      f.publish("G", { topic: work, message: "m" });
      f.publish("H", { topic: topicRef("alerts"), message: text`m` });
    });
  });

  it("refuse a value that may be absent or null where one is needed", () => {
    flow<Run>("typed", (f) => {
      const done = f.lambda("Work", { function: work, input: run });
      const tried = f.attempt.lambda("Try", { function: work, input: run });
      // @ts-expect-error the note may be absent
      f.fail("A", { error: f.input.note, cause: "c" });
      // @ts-expect-error the error may be null
      f.fail("B", { error: done.error, cause: "c" });
      // @ts-expect-error a failed attempt has no output
      f.lambda("C", { function: work, input: { run: tried.output.status, attempt: 1 } });
      f.fail("D", { error: orElse(done.error, "none"), cause: orElse(f.input.note, "none") });
    });
  });

  it("refuse a comparison with a value that never occurs", () => {
    flow<Run>("typed", (f) => {
      const done = f.lambda("Work", { function: work, input: run });
      eq(done.status, "RUNNING");
      gt(done.rows, 0);
      // @ts-expect-error no such status
      eq(done.status, "FAILED");
      // @ts-expect-error rows is a number
      gt(done.rows, "0");
      // @ts-expect-error an object is not compared
      eq(done, "x");
    });
  });

  it("refuse an output of another type, and a choice by what is no condition", () => {
    flow<Run, { rows: number }>("typed", (f) => {
      const done = f.lambda("Work", { function: work, input: run });
      f.succeed("Done", { rows: done.rows });
      // @ts-expect-error rows is a number
      f.succeed("A", { rows: done.status });
      // @ts-expect-error the flow has an output
      f.succeed("B");
      // @ts-expect-error rows is no condition
      f.choice("C", [[done.rows, () => {}]]);
    });
    // @ts-expect-error the flow has no output
    flow<Run>("typed", (f) => f.succeed("Done", { rows: 1 }));
  });

  it("refuse a region in the ARN of an integration", () => {
    flow<Run>("typed", (f) => {
      // @ts-expect-error an integration has neither region nor account
      const resource: TaskStep["resource"] = "arn:aws:states:eu-west-1:000000000000:aws-sdk:glue:getTable";
      f.task("A", { resource, arguments: {}, resources: ["*"] });
    });
  });
});
