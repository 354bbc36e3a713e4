import type { RuleSpec, TargetSpec } from "../../program/specs/ruleSpecs.ts";
import type { Clock } from "../../states/Clock.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { ServiceCaller } from "../kernel/resourcePolicy.ts";
import type { Event } from "./Event.ts";
import { transformed } from "./transformed.ts";

/** How EventBridge reaches a target, or a dead-letter queue. */
export interface Reach {
  /** @throws AwsError what the target answers */
  send(caller: ServiceCaller, target: Pick<TargetSpec, "arn" | "roleArn">, text: string): void;
  /** @throws AwsError what the queue answers */
  bury(caller: ServiceCaller, arn: string, text: string, attributes: Record<string, unknown>): void;
}

const caller = (rule: RuleSpec): ServiceCaller => ({ service: "events.amazonaws.com", sourceArn: rule.arn });
const longestWait = 60_000;

/**
 * Delivers an event to a target: again and again while the target is in trouble, for as long as its retry policy says;
 * not at all again where it is refused. What is given up goes to the dead-letter queue, if there is one that takes it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export async function deliver(
  event: Event,
  rule: RuleSpec,
  target: TargetSpec,
  { reach, clock, signal }: { reach: Reach; clock: Clock; signal: AbortSignal },
): Promise<void> {
  const text = transformed(event, target, rule);
  const until = clock.now().getTime() + target.retry.seconds * 1000;
  for (let attempt = 0, wait = 1000; ; attempt += 1, wait = Math.min(2 * wait, longestWait)) {
    const error = failureOf(() => reach.send(caller(rule), target, text));
    if (error === undefined) return;
    const condition = exhausted(attempt, clock.now().getTime() + wait > until, target);
    if (isFinal(error) || condition !== undefined) {
      bury(event, rule, target, reach, { error, attempt, condition });
      return;
    }
    await clock.sleep(wait, signal);
  }
}

function failureOf(send: () => void): AwsError | undefined {
  try {
    send();
    return undefined;
  } catch (error) {
    return error instanceof AwsError ? error : new AwsError("InternalError", String(error), 500);
  }
}

function isFinal({ status }: AwsError): boolean {
  return status < 500 && status !== 429;
}

function exhausted(attempt: number, tooOld: boolean, { retry }: TargetSpec): string | undefined {
  if (attempt >= retry.attempts) return "MaximumRetryAttempts";
  return tooOld ? "MaximumEventAgeInSeconds" : undefined;
}

function bury(
  event: Event,
  rule: RuleSpec,
  { arn, deadLetterArn }: TargetSpec,
  reach: Reach,
  why: { error: AwsError; attempt: number; condition: string | undefined },
): void {
  if (deadLetterArn === undefined) return;
  const facts: Record<string, string | undefined> = {
    RULE_ARN: rule.arn,
    TARGET_ARN: arn,
    ERROR_CODE: why.error.code,
    ERROR_MESSAGE: why.error.message,
    RETRY_ATTEMPTS: String(why.attempt),
    EXHAUSTED_RETRY_CONDITION: why.condition,
  };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  const attributes = Object.fromEntries(
    known.map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  failureOf(() => reach.bury(caller(rule), deadLetterArn, JSON.stringify(event), attributes));
}
