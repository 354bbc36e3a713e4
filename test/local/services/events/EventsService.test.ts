import { describe, expect, it } from "vitest";
import type { RuleSpec } from "../../../../local/program/specs/ruleSpecs.ts";
import type { Reach } from "../../../../local/services/events/deliver.ts";
import { EventsService } from "../../../../local/services/events/EventsService.ts";
import { AwsError } from "../../../../local/services/kernel/AwsError.ts";
import { MovableClock, settled } from "../../states/MovableClock.ts";

const retry = { seconds: 3600, attempts: 4 };
const queue = "arn:aws:sqs:eu-west-1:000000000000:target";
const target = { id: "t", arn: queue, roleArn: undefined, transformer: undefined, retry, deadLetterArn: "arn:dead" };
const rule: RuleSpec = {
  name: "demo",
  region: "eu-west-1",
  arn: "arn:rule",
  pattern: { source: ["demo"] },
  targets: [target],
};

/** A bus whose target fails as often as it is told to. */
function busOf(error: AwsError | undefined, times = Number.POSITIVE_INFINITY, rules: RuleSpec[] = [rule]) {
  const clock = new MovableClock("2026-01-02T03:04:05.678Z");
  const tried: { at: string; text: string }[] = [];
  const buried: { arn: string; text: string; attributes: Record<string, unknown> }[] = [];
  const reach: Reach = {
    send: (_, __, text) => {
      tried.push({ at: clock.now().toISOString().slice(11, 19), text });
      if (error !== undefined && tried.length <= times) throw error;
    },
    bury: (_, arn, text, attributes) => buried.push({ arn, text, attributes }),
  };
  const bus = new EventsService({ accountId: "000000000000", rules, clock, reach });
  const put = (source = "demo", region = "eu-west-1") =>
    bus.put({ source, "detail-type": "Change", region, resources: [], detail: { n: 1 } });
  return { bus, clock, tried, buried, put };
}

const trouble = new AwsError("InternalError", "down", 500);
const attribute = (StringValue: string) => ({ DataType: "String", StringValue });

describe("the event bus", () => {
  it("sends what matches to the targets of its own region's rules, once", () => {
    const { put, tried } = busOf(undefined);
    const id = put();
    put("other");
    put("demo", "us-east-1");
    expect(tried).toHaveLength(1);
    expect(JSON.parse(tried[0]?.text ?? "")).toEqual({
      version: "0",
      id,
      "detail-type": "Change",
      source: "demo",
      account: "000000000000",
      time: "2026-01-02T03:04:05Z",
      region: "eu-west-1",
      resources: [],
      detail: { n: 1 },
    });
  });

  it("tries again, ever more slowly, while the target is in trouble", async () => {
    const { put, tried, buried, clock } = busOf(trouble, 3);
    put();
    await settled();
    await clock.advance(60_000);
    expect(tried.map(({ at }) => at)).toEqual(["03:04:05", "03:04:06", "03:04:08", "03:04:12"]);
    expect(buried).toEqual([]);
  });

  it("puts aside what it tried as often as the rule says", async () => {
    const { put, tried, buried, clock } = busOf(trouble);
    put();
    await settled();
    await clock.advance(600_000);
    expect(tried).toHaveLength(5);
    expect(buried).toEqual([
      {
        arn: "arn:dead",
        text: tried[0]?.text,
        attributes: {
          RULE_ARN: attribute("arn:rule"),
          TARGET_ARN: attribute(queue),
          ERROR_CODE: attribute("InternalError"),
          ERROR_MESSAGE: attribute("down"),
          RETRY_ATTEMPTS: attribute("4"),
          EXHAUSTED_RETRY_CONDITION: attribute("MaximumRetryAttempts"),
        },
      },
    ]);
  });

  it("puts aside what is too old", async () => {
    const rules = [{ ...rule, targets: [{ ...target, retry: { seconds: 5, attempts: 100 } }] }];
    const { put, tried, buried, clock } = busOf(trouble, Number.POSITIVE_INFINITY, rules);
    put();
    await settled();
    await clock.advance(60_000);
    expect(tried).toHaveLength(3);
    expect(buried[0]?.attributes.EXHAUSTED_RETRY_CONDITION).toEqual(attribute("MaximumEventAgeInSeconds"));
  });

  it("puts aside at once what is refused, and forgets it where no queue is there", async () => {
    const refused = new AwsError("AuthorizationError", "no", 403);
    const { put, tried, buried } = busOf(refused);
    put();
    await settled();
    expect([tried.length, buried.length]).toEqual([1, 1]);
    const without = busOf(refused, 9, [{ ...rule, targets: [{ ...target, deadLetterArn: undefined }] }]);
    without.put();
    await settled();
    expect([without.tried.length, without.buried.length]).toEqual([1, 0]);
  });

  it("gives up what it waits to send when it closes", async () => {
    const { bus, put, tried, clock } = busOf(trouble);
    put();
    await settled();
    await bus.close();
    await clock.advance(600_000);
    expect(tried).toHaveLength(1);
  });
});
