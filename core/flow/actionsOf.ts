import { SluiceError } from "../errors.ts";

/** Services whose IAM prefix is not the name that the integration has. */
const PREFIXES: Readonly<Record<string, string>> = {
  cloudwatchlogs: "logs",
  eventbridge: "events",
  redshiftdata: "redshift-data",
  sfn: "states",
};

const OPTIMIZED: Readonly<Record<string, readonly string[]>> = {
  "glue:startJobRun": ["glue:StartJobRun"],
  "glue:startJobRun.sync": ["glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"],
  "lambda:invoke": ["lambda:InvokeFunction"],
  "sns:publish": ["sns:Publish"],
  "states:startExecution": ["states:StartExecution"],
  "states:startExecution.sync": ["states:StartExecution"],
  "states:startExecution.sync:2": ["states:StartExecution"],
};

/**
 * The IAM actions that a service integration needs.
 *
 * @throws `flow.actions_unknown` where they do not follow from the integration's name; S3's often do not
 * (HeadObject needs s3:GetObject).
 */
export function actionsOf(resource: string): string[] {
  const integration = resource.replace(/^arn:aws:states:[^:]*:[^:]*:/, "");
  const optimized = OPTIMIZED[integration];
  if (optimized !== undefined) return [...optimized];
  const [kind, service = "", action = ""] = integration.split(":");
  if (kind !== "aws-sdk" || service === "s3" || action === "") {
    throw new SluiceError("flow.actions_unknown", `The IAM actions of ${resource} do not follow from its name`, {
      mend: "give them in `actions`",
    });
  }
  return [`${PREFIXES[service] ?? service}:${action.charAt(0).toUpperCase()}${action.slice(1)}`];
}
