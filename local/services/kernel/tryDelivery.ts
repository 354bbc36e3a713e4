import type { Clock } from "../../states/Clock.ts";
import { AwsError } from "./AwsError.ts";

/** How long and how often a delivery is tried again. */
export interface RetryPolicy {
  readonly seconds: number;
  readonly attempts: number;
}

/** A delivery that was given up. */
export interface GivenUp {
  readonly error: AwsError;
  /** How often it was tried again. */
  readonly attempt: number;
  /** What of the policy was exhausted; undefined where the target refused before that, which is not tried again. */
  readonly condition: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds" | undefined;
}

const longestWait = 60_000;

/**
 * Delivers: again and again, ever more slowly, while the target is in trouble, for as long as the policy says; not at
 * all again where it is refused. Undefined once it is delivered.
 * @param since milliseconds since 1970 that the age counts from
 */
export async function tryDelivery(
  send: () => unknown,
  { retry, since, clock, signal }: { retry: RetryPolicy; since: number; clock: Clock; signal: AbortSignal },
): Promise<GivenUp | undefined> {
  const until = since + retry.seconds * 1000;
  for (let attempt = 0, wait = 1000; ; attempt += 1, wait = Math.min(2 * wait, longestWait)) {
    const error = await failureOf(send);
    if (error === undefined) return undefined;
    const condition = exhausted(attempt, clock.now().getTime() + wait > until, retry);
    if (isFinal(error) || condition !== undefined) return { error, attempt, condition };
    await clock.sleep(wait, signal);
  }
}

/** What a delivery fails with: what is no answer of AWS's is trouble. */
export async function failureOf(send: () => unknown): Promise<AwsError | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    return error instanceof AwsError ? error : new AwsError("InternalError", String(error), 500);
  }
}

/** What a dead letter says of its end, and more, as attributes of a message. */
export function deadLetterAttributes(
  { error, attempt, condition }: GivenUp,
  facts: Readonly<Record<string, string>>,
): Record<string, { DataType: "String"; StringValue: string }> {
  const why = {
    ...{ ERROR_CODE: error.code, ERROR_MESSAGE: error.message, RETRY_ATTEMPTS: String(attempt) },
    ...(condition !== undefined && { EXHAUSTED_RETRY_CONDITION: condition }),
  };
  const all = Object.entries({ ...facts, ...why });
  return Object.fromEntries(all.map(([name, StringValue]) => [name, { DataType: "String", StringValue }]));
}

function isFinal({ status }: AwsError): boolean {
  return status < 500 && status !== 429;
}

function exhausted(attempt: number, tooOld: boolean, retry: RetryPolicy): GivenUp["condition"] {
  if (attempt >= retry.attempts) return "MaximumRetryAttempts";
  return tooOld ? "MaximumEventAgeInSeconds" : undefined;
}
