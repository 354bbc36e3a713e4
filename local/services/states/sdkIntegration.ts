import { TaskError } from "../../states/TaskError.ts";
import { answered } from "./answered.ts";
import type { Integration } from "./Integration.ts";
import { jsonFailure } from "./jsonFailure.ts";
import { recased, topLevel, upperCased } from "./recased.ts";

interface JsonApi {
  readonly service: string;
  readonly target: string;
  readonly version: string;
  /** Prefix of errors. */
  readonly errors: string;
  /** How the API itself writes what Step Functions has in PascalCase. @default as it is */
  readonly input?: (given: Record<string, unknown>) => Record<string, unknown>;
  /** How Step Functions writes what the API answers. @default its own members in PascalCase, and all within them as it is */
  readonly output?: (answered: Record<string, unknown>) => unknown;
}

/** The services of the JSON protocols, by the name that integrations have for them. */
const services: Readonly<Record<string, JsonApi>> = {
  athena: { service: "athena", target: "AmazonAthena", version: "1.1", errors: "Athena" },
  glue: { service: "glue", target: "AWSGlue", version: "1.1", errors: "Glue" },
  redshiftdata: {
    service: "redshift-data",
    target: "RedshiftData",
    version: "1.1",
    errors: "RedshiftData",
    input: redshiftData,
  },
  sfn: {
    service: "states",
    target: "AWSStepFunctions",
    version: "1.0",
    errors: "Sfn",
    input: lowerCased,
    output: upperCased,
  },
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
  const input = known.input?.(given) ?? given;
  const answer = await answered(
    known.errors,
    call,
  )({
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
  const output = known.output ?? ((answered) => topLevel(answered, "toUpperCase"));
  return output(JSON.parse(answer.body || "{}"));
}

function lowerCased(given: Record<string, unknown>): Record<string, unknown> {
  return topLevel(given, "toLowerCase");
}

/** Names of its own members are in PascalCase, those of a parameter's are not. */
function redshiftData(given: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(given.Parameters)) return given;
  return { ...given, Parameters: given.Parameters.map(lowerCased) };
}
