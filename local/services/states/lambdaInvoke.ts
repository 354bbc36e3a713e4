import { TaskError } from "../../states/TaskError.ts";
import type { Integration } from "./Integration.ts";
import { jsonFailure } from "./jsonFailure.ts";

/** `lambda:invoke`. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export async function lambdaInvoke({ arguments: given, call }: Integration): Promise<unknown> {
  const named = String(given.FunctionName);
  const type = given.InvocationType === undefined ? {} : { "x-amz-invocation-type": String(given.InvocationType) };
  const answer = await call({
    service: "lambda",
    path: `/2015-03-31/functions/${encodeURIComponent(named)}/invocations`,
    headers: { "content-type": "application/json", ...type },
    body: JSON.stringify(given.Payload ?? {}),
  });
  if (answer.status >= 300) {
    throw jsonFailure("Lambda", answer);
  }
  if (answer.headers["x-amz-function-error"] !== undefined) {
    const { errorType } = JSON.parse(answer.body) as { errorType?: string };
    throw new TaskError(errorType ?? "Lambda.Unknown", answer.body);
  }
  return {
    ExecutedVersion: answer.headers["x-amz-executed-version"] ?? "$LATEST",
    Payload: answer.body === "" ? null : JSON.parse(answer.body),
    SdkResponseMetadata: { RequestId: answer.headers["x-amzn-requestid"] },
    StatusCode: answer.status,
  };
}
