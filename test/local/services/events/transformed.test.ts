import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TargetSpec } from "../../../../local/program/specs/ruleSpecs.ts";
import type { Event } from "../../../../local/services/events/Event.ts";
import { transformed } from "../../../../local/services/events/transformed.ts";

const rule = { name: "rule", region: "eu-west-1", arn: "arn:rule", pattern: {}, targets: [] };
const event: Event = {
  version: "0",
  id: "e",
  "detail-type": "Change",
  source: "demo",
  account: "000000000000",
  time: "2026-01-02T03:04:05Z",
  region: "eu-west-1",
  resources: ["arn:first", "arn:second"],
  detail: { state: "on", size: 5, deep: { list: [1, { a: 'say "no"' }] }, nothing: null },
};
const target = (template: string | undefined, paths: Record<string, string> = {}): TargetSpec => ({
  id: "t",
  arn: "arn:topic",
  roleArn: undefined,
  transformer: template === undefined ? undefined : { paths, template },
  retry: { seconds: 60, attempts: 1 },
  deadLetterArn: undefined,
});
const shown = (template: string, paths?: Record<string, string>) => transformed(event, target(template, paths), rule);

describe("what a rule's target is sent", () => {
  it("is the event where nothing transforms it", () => {
    expect(JSON.parse(transformed(event, target(undefined), rule))).toEqual(event);
  });

  it("is the template with the values of its variables, quotes of lines and all", () => {
    const paths = { state: "$.detail.state", second: "$.resources[1]", a: "$.detail.deep.list[1].a" };
    expect(shown('"It is <state>"\n"at <second>: <a>"', paths)).toBe('"It is on"\n"at arn:second: say "no""');
  });

  it("is JSON where the variables of a JSON template stand alone", () => {
    const paths = { state: "$.detail.state", deep: "$.detail.deep", gone: "$.detail.gone" };
    const template = '{"state":<state>,"deep":<deep>,"text":"is <state>","gone":<gone>,"quote":"\\"<state>\\""}';
    const expected = { state: "on", deep: event.detail.deep, text: "is on", gone: "", quote: '"on"' };
    expect(JSON.parse(shown(template, paths))).toEqual(expected);
  });

  it("has nothing where a path leads nowhere, and null where null is", () => {
    const paths = { gone: "$.detail.gone.deeper", nothing: "$.detail.nothing", odd: "$.detail.toString" };
    expect(shown('"[<gone>] [<nothing>] [<odd>]"', paths)).toBe('"[] [null] []"');
  });

  it("knows the rule, the time and the whole event by names of their own", () => {
    const template =
      '{"rule":<aws.events.rule-name>,"at":<aws.events.event.ingestion-time>,"of":<aws.events.event.json>}';
    expect(JSON.parse(shown(template))).toEqual({ rule: "rule", at: event.time, of: event });
  });

  it("keeps what only looks like a variable, whatever the template", () => {
    const text = fc.stringMatching(/^[a-z <>/."$\\]{0,20}$/);
    fc.assert(
      fc.property(text, (template) => {
        expect(shown(template)).toBe(template);
      }),
    );
  });
});
