import type { Run } from "../../core/commit/Run.ts";
import { and, eq, ne } from "../../core/flow/conditions.ts";
import { flow } from "../../core/flow/flow.ts";
import { functionRef, machineRef, topicRef } from "../../core/flow/references.ts";
import { text } from "../../core/flow/text.ts";
import { textField } from "../../core/flow/textField.ts";
import type * as convert from "../../lambdas/convert-duckdb/handler.ts";
import type * as farRegion from "../../lambdas/far-region/handler.ts";
import type * as verify from "../../lambdas/verify/handler.ts";
import type { RegionInput, RegionOutput } from "./regionFlow.ts";

/** What a run came to. */
export interface RunOutput {
  readonly run: string;
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
  readonly near: string;
  readonly far: string;
}

const convertStep = functionRef<convert.ConvertInput, convert.ConvertOutput>("convert-duckdb");
const verifyStep = functionRef<verify.VerifyInput, verify.VerifyOutput>("verify");
const farStep = functionRef<farRegion.FarRegionInput, farRegion.FarRegionResult<RegionOutput>>("far-region");
const nearMachine = machineRef<RegionInput, RegionOutput>("near-region");
const alerts = topicRef("alerts");

/**
 * The main machine: converts once for both regions, verifies, and has each region publish on its own, so that a region
 * that is down never holds back the other. Any error is mailed, then ends the run as failed.
 */
export const mainFlow = flow<Run, RunOutput>(
  "csv-lake",
  (f) => {
    const run = f.input;
    const execution = f.context.Execution;
    f.rescue(
      () => {
        const converted = f.lambda("Convert", { function: convertStep, input: { run }, as: "converted" });
        const verified = f.lambda("Verify", { function: verifyStep, input: { run, converted }, as: "verified" });

        const started = f.attempt.lambda("StartFar", {
          function: farStep,
          input: { action: "start", run, input: { run, staged: verified.far } },
          as: "farStarted",
        });
        const near = f.attempt.execution("PublishNear", {
          machine: nearMachine,
          name: execution.Name,
          input: { run, staged: verified.near },
          as: "near",
        });
        f.choice("IsFarStarted", [
          [
            eq(started.failed, true),
            () => f.raise({ step: started, error: started.error.error, cause: started.error.cause }),
          ],
        ]);
        const far = f.poll(
          "IsFarFinished",
          {
            wait: "WaitForFar",
            seconds: 1,
            check: () =>
              f.lambda("DescribeFar", {
                function: farStep,
                input: { action: "describe", run, input: null },
                as: "far",
              }),
          },
          (answer) => ne(answer.status, "RUNNING"),
        );

        const nearError = textField(near.error.cause, "Error");
        const nearCause = textField(near.error.cause, "Cause");
        f.choice("IsPublished", [
          [
            and(eq(near.failed, true), ne(far.status, "SUCCEEDED")),
            () =>
              f.raise({ step: near, error: nearError, cause: text`both regions failed: ${nearCause}; ${far.cause}` }),
          ],
          [eq(near.failed, true), () => f.raise({ step: near, error: nearError, cause: nearCause })],
          [
            ne(far.status, "SUCCEEDED"),
            () => f.raise({ step: started, error: text`${far.error}`, cause: text`${far.status}: ${far.cause}` }),
          ],
        ]);
        f.succeed("Published", {
          run: run.run,
          read: converted.read,
          written: converted.written,
          rejected: converted.rejected,
          near: text`${near.output.status}`,
          far: text`${far.output.status}`,
        });
      },
      (failure) => {
        const cause = textField(failure.cause, "errorMessage");
        f.attempt.publish("Alert", {
          topic: alerts,
          subject: text`Sluice csv-lake: ${failure.error}`,
          message: text`Pipeline: csv-lake
Step: ${failure.step}
Error: ${failure.error}
Cause: ${cause}
Source: s3://${run.source.bucket}/${run.source.key} (version ${run.source.versionId})
Run: ${run.run}, attempt ${run.attempt}
Execution: ${execution.Id}`,
          retry: [{ errors: ["States.ALL"], intervalSeconds: 2, maxAttempts: 5, backoffRate: 2 }],
        });
        f.fail("Failed", { error: failure.error, cause });
      },
    );
  },
  { comment: "CSV to verified Parquet in two regions", timeoutSeconds: 4 * 3600 },
);
