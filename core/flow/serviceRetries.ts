import type { Retry } from "./Retry.ts";

/** What a service says of itself where a call that was sound may be made again, beside what all services say. */
const ownErrors = {
  Glue: ["OperationTimeoutException", "InternalServiceException", "ConcurrentModificationException"],
  RedshiftData: ["ActiveStatementsExceededException", "ActiveSessionsExceededException", "DatabaseConnectionException"],
  Athena: ["TooManyRequestsException"],
  StepFunctions: ["ExecutionLimitExceededException"],
  /** Step Functions by its SDK integration. */
  Sfn: [],
} as const satisfies Record<string, readonly string[]>;

/**
 * The retries that a call of a service should have: throttling and faults of the service or of the network, none of
 * which the call has caused. Intervals are spread, so that what was throttled together is not sent together again.
 * @param service as error names have it
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function serviceRetries(service: keyof typeof ownErrors): readonly Retry[] {
  const common = [
    "ThrottlingException",
    "InternalServerException",
    "InternalFailureException",
    "ServiceUnavailableException",
  ];
  const errors = [...common, "SdkClientException", ...ownErrors[service]].map((name) => `${service}.${name}`);
  return [{ errors, intervalSeconds: 1, maxAttempts: 5, backoffRate: 2, maxDelaySeconds: 10, jitter: "full" }];
}
