import type { RuleSpec, TargetSpec } from "../../program/specs/ruleSpecs.ts";
import type { Clock } from "../../states/Clock.ts";
import type { ServiceCaller } from "../kernel/resourcePolicy.ts";
import { deadLetterAttributes, failureOf, type GivenUp, tryDelivery } from "../kernel/tryDelivery.ts";
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

/**
 * Delivers an event to a target, as often as its retry policy says. What is given up goes to the dead-letter queue, if
 * there is one that takes it.
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
  const send = () => reach.send(caller(rule), target, text);
  const givenUp = await tryDelivery(send, { retry: target.retry, since: clock.now().getTime(), clock, signal });
  if (givenUp !== undefined) await bury(event, rule, target, reach, givenUp);
}

async function bury(
  event: Event,
  rule: RuleSpec,
  { arn, deadLetterArn }: TargetSpec,
  reach: Reach,
  givenUp: GivenUp,
): Promise<void> {
  if (deadLetterArn === undefined) return;
  const attributes = deadLetterAttributes(givenUp, { RULE_ARN: rule.arn, TARGET_ARN: arn });
  await failureOf(() => reach.bury(caller(rule), deadLetterArn, JSON.stringify(event), attributes));
}
