import { TaskError } from "../../states/TaskError.ts";
import type { Integration } from "./Integration.ts";
import { jsonFailure } from "./jsonFailure.ts";

/** The services of the JSON protocols: signing name, target's prefix, version, prefix of errors. */
const services: Readonly<Record<string, { service: string; target: string; version: string; errors: string }>> = {
  glue: { service: "glue", target: "AWSGlue", version: "1.1", errors: "Glue" },
  sfn: { service: "states", target: "AWSStepFunctions", version: "1.0", errors: "Sfn" },
  sqs: { service: "sqs", target: "AmazonSQS", version: "1.0", errors: "Sqs" },
};

/**
 * `aws-sdk:<service>:<action>`: arguments and results in PascalCase, whatever the service's own names.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export async function sdkIntegration(
  name: string,
  action: string,
  { arguments: given, call }: Integration,
): Promise<unknown> {
  const known = services[name];
  if (known === undefined) {
    throw new TaskError("States.Runtime", `The local host runs no SDK integration of the service "${name}".`);
  }
  const operation = recased(action, "toUpperCase");
  const input = known.service === "states" ? topLevel(given, "toLowerCase") : given;
  const answer = await call({
    service: known.service,
    headers: {
      "content-type": `application/x-amz-json-${known.version}`,
      "x-amz-target": `${known.target}.${operation}`,
    },
    body: JSON.stringify(input),
  });
  if (answer.status >= 300) {
    throw jsonFailure(known.errors, answer);
  }
  return topLevel(JSON.parse(answer.body || "{}"), "toUpperCase");
}

function topLevel(value: Record<string, unknown>, how: "toUpperCase" | "toLowerCase"): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [recased(key, how), inner]));
}

function recased(text: string, how: "toUpperCase" | "toLowerCase"): string {
  return text.charAt(0)[how]() + text.slice(1);
}
