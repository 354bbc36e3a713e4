import { eq, ne, orElse } from "../../../../core/flow/conditions.ts";
import { flow } from "../../../../core/flow/flow.ts";
import { functionRef, machineRef, topicRef } from "../../../../core/flow/references.ts";
import { text } from "../../../../core/flow/text.ts";
import type { RegionInput, RegionOutput } from "./regionFlow.ts";

export interface RunInput {
  pipeline: string;
  run: string;
  attempt: number;
  source: { bucket: string; key: string; versionId?: string };
}

export interface Converted {
  rows: number;
  manifests: { region: string; key: string }[];
}

export type FarAnswer = { status: "RUNNING" | "SUCCEEDED" | "FAILED"; error: string | null; cause: string | null };

export const convert = functionRef<{ run: string; source: RunInput["source"] }, Converted>("convert-duckdb");
export const verify = functionRef<{ run: string; manifests: Converted["manifests"] }, { rows: number }>("verify");
export const farRegion = functionRef<{ action: "start" | "describe"; run: string; attempt: number }, FarAnswer>(
  "far-region",
);
export const nearMachine = machineRef<RegionInput, RegionOutput>("region-near");
export const alerts = topicRef("alerts");

/** Converts, verifies, publishes in both regions; one region that fails does not hold back the other. */
export const mainFlow = flow<RunInput, { rows: number; near: string }>(
  "csv-lake-main",
  (f) => {
    const { input, context } = f;
    f.rescue(
      () => {
        const converted = f.lambda("Convert", { function: convert, input: { run: input.run, source: input.source } });
        const verified = f.lambda("Verify", {
          function: verify,
          input: { run: input.run, manifests: converted.manifests },
          timeoutSeconds: 900,
        });
        f.lambda("StartFar", {
          function: farRegion,
          input: { action: "start", run: input.run, attempt: input.attempt },
        });
        const near = f.attempt.execution("PublishNear", {
          machine: nearMachine,
          name: text`${input.run}-${input.attempt}`,
          input: { run: input.run, attempt: input.attempt },
        });
        const far = f.poll(
          "FarDone?",
          {
            wait: "WaitFar",
            seconds: 5,
            check: () =>
              f.lambda("DescribeFar", {
                function: farRegion,
                input: { action: "describe", run: input.run, attempt: input.attempt },
              }),
          },
          (answer) => ne(answer.status, "RUNNING"),
        );
        f.choice("Published?", [
          [eq(near.failed, true), () => f.raise({ step: near, error: near.error.error, cause: near.error.cause })],
          [
            ne(far.status, "SUCCEEDED"),
            () => f.raise({ step: far, error: orElse(far.error, "FarRegion.Failed"), cause: orElse(far.cause, "") }),
          ],
        ]);
        f.succeed("Done", { rows: verified.rows, near: orElse(near.output.status, "unknown") });
      },
      (failure) => {
        f.publish("Alert", {
          topic: alerts,
          subject: text`${input.pipeline}: ${failure.step} failed`,
          message: text`Pipeline ${input.pipeline} failed in "${failure.step}".
Error: ${failure.error}
Cause: ${failure.cause}
Source: s3://${input.source.bucket}/${input.source.key}
Execution: ${context.Execution.Id}`,
          retry: [{ errors: ["States.ALL"], intervalSeconds: 2, maxAttempts: 5, backoffRate: 2 }],
        });
        f.fail("Failed", { error: failure.error, cause: failure.cause });
      },
    );
  },
  { comment: "CSV to verified Parquet in two regions", timeoutSeconds: 86_400 },
);
