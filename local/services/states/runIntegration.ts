import type { TaskCall } from "../../states/StatesHost.ts";
import { TaskError } from "../../states/TaskError.ts";
import type { Integration } from "./Integration.ts";
import { lambdaInvoke } from "./lambdaInvoke.ts";
import { sdkIntegration } from "./sdkIntegration.ts";
import { snsPublish } from "./snsPublish.ts";
import { startExecutionSync } from "./startExecutionSync.ts";

const optimized: Readonly<Record<string, (integration: Integration) => Promise<unknown>>> = {
  "arn:aws:states:::lambda:invoke": lambdaInvoke,
  "arn:aws:states:::sns:publish": snsPublish,
  "arn:aws:states:::states:startExecution.sync:2": startExecutionSync,
};

/**
 * Runs the integration that a task names.
 *
 * @throws TaskError as Step Functions names the failure; `States.Runtime` for an integration that the host does not know.
 */
export async function runIntegration(call: TaskCall, integration: Integration): Promise<unknown> {
  const run = optimized[call.resource];
  if (run !== undefined) {
    return await run(integration);
  }
  const [, service = "", action = ""] =
    /^arn:aws:states:::aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)$/.exec(call.resource) ?? [];
  if (service === "") {
    throw new TaskError("States.Runtime", `The local host does not run the integration "${call.resource}".`);
  }
  return await sdkIntegration(service, action, integration);
}
