import { AwsError } from "../../services/kernel/AwsError.ts";
import type { FaultAnswer } from "./FaultRule.ts";

type Said = readonly [code: string, status: number, message: string];

/** How services say that they are asked too often, as their API references have it; the others say it as most do. */
const throttled: Readonly<Record<string, Said>> = {
  lambda: ["TooManyRequestsException", 429, "Rate Exceeded."],
  s3: ["SlowDown", 503, "Please reduce your request rate."],
  sns: ["Throttled", 429, "Rate exceeded"],
  sqs: ["RequestThrottled", 400, "Rate exceeded"],
};
const mostlyThrottled: Said = ["ThrottlingException", 400, "Rate exceeded"];

/** How they say that they failed within. */
const failed: Readonly<Record<string, Said>> = {
  glue: ["InternalServiceException", 500, "An internal service error occurred."],
  lambda: ["ServiceException", 500, "An internal error occurred."],
  "redshift-data": ["InternalServerException", 500, "An internal error occurred."],
  s3: ["InternalError", 500, "We encountered an internal error. Please try again."],
  sns: ["InternalError", 500, "An internal error occurred."],
};
const mostlyFailed: Said = ["InternalFailure", 500, "An internal error occurred."];

/**
 * The error that a fault is answered with; undefined where the answer is none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and the errors of each service's API reference
 */
export function faultError(service: string, answer: FaultAnswer): AwsError | undefined {
  if (typeof answer === "object" && "error" in answer) {
    const { code, status, message = "A fault was asked for." } = answer.error;
    return new AwsError(code, message, status);
  }
  if (answer !== "throttle" && answer !== "unavailable") return undefined;
  const said = answer === "throttle" ? (throttled[service] ?? mostlyThrottled) : (failed[service] ?? mostlyFailed);
  const [code, status, message] = said;
  return new AwsError(code, message, status);
}
