import type { Retry } from "./Retry.ts";

/**
 * The retries that every Lambda task should have: faults of the service, of the client, and throttling, none of
 * which the function's code has caused.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html (handle transient Lambda service exceptions)
 */
export const lambdaRetries: readonly Retry[] = [
  {
    errors: [
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Lambda.TooManyRequestsException",
    ],
    intervalSeconds: 1,
    maxAttempts: 3,
    backoffRate: 2,
  },
];
