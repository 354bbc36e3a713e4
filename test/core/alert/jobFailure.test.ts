import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobError, jobRunId, withoutCode } from "../../../core/alert/jobFailure.ts";
import { compile, type Expr, variable } from "../../../core/flow/Expr.ts";
import { wrapped } from "../../../core/flow/jsonata.ts";
import type { Failure } from "../../../core/flow/steps.ts";
import { evaluate } from "../../../local/states/evaluate.ts";

const rendered = (expression: Expr<string>, variables: object) =>
  evaluate(wrapped(compile(expression).code), "Cause", { ...variables });
const errorOf = (cause: string, error = "States.TaskFailed") =>
  rendered(jobError(variable<Failure>("failure")), { failure: { step: "Convert", error, cause } });
const idIn = (cause: string) => rendered(jobRunId(variable<string>("cause")), { cause });
const toldIn = (message: string) => rendered(withoutCode(variable<string>("message")), { message });

/** As Step Functions gives a job run that failed; a source's key may hold anything. */
const cause = (ErrorMessage: string | undefined, key = "readings/a.csv") =>
  JSON.stringify({ Arguments: { "--source_key": key }, ErrorMessage, Id: "jr_0aff12", JobRunState: "FAILED" });

describe("a job's failure", () => {
  it("is named by the code that the job ended with, also where Glue writes something before it", async () => {
    expect(await errorOf(cause("SluiceError: file.unknown_column: a.csv: Column b."))).toBe("file.unknown_column");
    const prefixed = "Error Category: UNCLASSIFIED_ERROR; SluiceError: convert.lost_rows: 3 rows; retry.";
    expect(await errorOf(cause(prefixed))).toBe("convert.lost_rows");
  });

  it.each([
    ["a job that died", cause("Command failed with exit code 137")],
    ["a time-out, which has no message", cause(undefined)],
    ["no JSON", "Concurrent runs exceeded"],
    ["a key that looks like a message", cause(undefined, '","ErrorMessage":"SluiceError: a.b: c')],
  ])("keeps the name that Step Functions gives it where the job gave none: %s", async (_, given) => {
    expect(await errorOf(given)).toBe("States.TaskFailed");
  });

  it("tells the message without the code, which the mail has already", async () => {
    expect(await toldIn("SluiceError: file.empty: a.csv: The file is empty; land it anew.")).toBe(
      "a.csv: The file is empty; land it anew.",
    );
    expect(await toldIn("a function's own SluiceError")).toBe("a function's own SluiceError");
  });

  it("knows the job's run, where the cause names one", async () => {
    expect(await idIn(cause("x"))).toBe("jr_0aff12");
    expect(await idIn(cause("x", '"Id":"jr_bad"'))).toBe("jr_0aff12");
    expect(await idIn("Concurrent runs exceeded")).toBe("");
  });

  it("never fails, whatever it holds", async () => {
    const parts = fc.constantFrom(
      "SluiceError: ",
      "a.b: ",
      '"Id":"jr_',
      '"ErrorMessage":"',
      "\n",
      "\\",
      '"',
      "é😀",
      "$1",
    );
    const any = fc.array(fc.oneof(parts, fc.string()), { maxLength: 8 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(any, any, async (message, error) => {
        expect(typeof (await errorOf(cause(message), error))).toBe("string");
        expect(typeof (await errorOf(message, error))).toBe("string");
        expect(message.endsWith(String(await toldIn(message)))).toBe(true);
        expect(await idIn(message)).toMatch(/^(jr_[0-9a-f]+)?$/);
      }),
      { numRuns: 60 },
    );
  });
});
