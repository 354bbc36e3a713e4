import { describe, expect, it } from "vitest";
import { compile, variable } from "../../../core/flow/Expr.ts";
import type { Attempt } from "../../../core/flow/steps.ts";
import { evaluate } from "../../../local/states/evaluate.ts";
import { firstFailed } from "../../../stacks/traffic/firstFailed.ts";

const { code } = compile(firstFailed(variable<readonly Attempt<string>[]>("attempts")));
const told = (attempts: readonly Attempt<string>[]) => evaluate(`{% ${code} %}`, "Output", { attempts });
const good: Attempt<string> = { failed: false, output: "", error: { step: "", error: "", cause: "" } };
const bad = (error: string, cause: string): Attempt<string> => ({
  failed: true,
  output: "",
  error: { step: "Run", error, cause },
});

describe("the first of nested executions that failed", () => {
  it("is none where none did", async () => {
    expect(await told([good, good])).toEqual({ error: "", cause: "" });
    expect(await told([])).toEqual({ error: "", cause: "" });
  });

  it("is told with its own error and cause", async () => {
    const nested = JSON.stringify({ Error: "Athena.FAILED", Cause: "StartQuery: no room", Status: "FAILED" });
    const attempts = [good, bad("States.TaskFailed", nested), bad("Other", "later")];
    expect(await told(attempts)).toEqual({ error: "Athena.FAILED", cause: "StartQuery: no room" });
  });

  it("is told with the step's error where it never started, or said nothing", async () => {
    expect(await told([bad("StepFunctions.Throttled", "too many")])).toEqual({
      error: "StepFunctions.Throttled",
      cause: "too many",
    });
    const aborted = JSON.stringify({ Status: "ABORTED" });
    expect(await told([bad("States.TaskFailed", aborted)])).toEqual({ error: "States.TaskFailed", cause: aborted });
  });
});
