import type { TaskCall } from "../../states/StatesHost.ts";
import { TaskError } from "../../states/TaskError.ts";
import { answered } from "./answered.ts";
import type { Integration } from "./Integration.ts";
import { lambdaInvoke } from "./lambdaInvoke.ts";
import { sdkIntegration } from "./sdkIntegration.ts";
import { snsPublish } from "./snsPublish.ts";
import { startExecutionSync } from "./startExecutionSync.ts";
import { startJobRun, startJobRunSync } from "./startJobRun.ts";
import { startQueryExecution, startQueryExecutionSync } from "./startQueryExecution.ts";

interface Optimized {
  readonly run: (integration: Integration) => Promise<unknown>;
  /** Prefix of errors. */
  readonly errors: string;
}

const optimized: Readonly<Record<string, Optimized>> = {
  "arn:aws:states:::lambda:invoke": { run: lambdaInvoke, errors: "Lambda" },
  "arn:aws:states:::sns:publish": { run: snsPublish, errors: "SNS" },
  "arn:aws:states:::athena:startQueryExecution": { run: startQueryExecution, errors: "Athena" },
  "arn:aws:states:::athena:startQueryExecution.sync": { run: startQueryExecutionSync, errors: "Athena" },
  "arn:aws:states:::glue:startJobRun": { run: startJobRun, errors: "Glue" },
  "arn:aws:states:::glue:startJobRun.sync": { run: startJobRunSync, errors: "Glue" },
  "arn:aws:states:::states:startExecution.sync:2": { run: startExecutionSync, errors: "StepFunctions" },
};

/**
 * Runs the integration that a task names.
 *
 * @throws TaskError as Step Functions names the failure; `States.Runtime` for an integration that the host does not know.
 */
export async function runIntegration(call: TaskCall, integration: Integration): Promise<unknown> {
  const known = optimized[call.resource];
  if (known !== undefined) {
    return await known.run({ ...integration, call: answered(known.errors, integration.call) });
  }
  const [, service = "", action = ""] =
    /^arn:aws:states:::aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)$/.exec(call.resource) ?? [];
  if (service === "") {
    throw new TaskError("States.Runtime", `The local host does not run the integration "${call.resource}".`);
  }
  return await sdkIntegration(service, action, integration);
}
