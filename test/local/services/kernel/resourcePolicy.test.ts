import { describe, expect, it } from "vitest";
import { allowsService } from "../../../../local/services/kernel/resourcePolicy.ts";

const resource = "arn:aws:sqs:eu-west-1:000000000000:queue";
const caller = { service: "events.amazonaws.com", sourceArn: "arn:aws:events:eu-west-1:000000000000:rule/failures" };
const allow = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: resource,
};
const allows = (...Statement: object[]) =>
  allowsService(JSON.stringify({ Version: "2012-10-17", Statement }), caller, "sqs:SendMessage", resource);

describe("the policy of a queue or a topic", () => {
  it.each([
    ["names service, action and resource", allow],
    ["uses wildcards and lists", { ...allow, Action: ["sqs:*"], Resource: ["arn:aws:sqs:eu-west-1:*:que?e"] }],
    ["is for everyone", { ...allow, Principal: "*" }],
    ["names one service of several", { ...allow, Principal: { Service: ["s3.amazonaws.com", caller.service] } }],
    [
      "has conditions that hold",
      {
        ...allow,
        Condition: {
          StringEquals: { "aws:SourceAccount": "000000000000" },
          ArnLike: { "aws:SourceArn": ["arn:aws:events:*:*:rule/fail*"] },
        },
      },
    ],
  ])("lets a service in where it %s", (_, statement) => {
    expect(allows(statement)).toBe(true);
  });

  it.each([
    ["another service", { ...allow, Principal: { Service: "s3.amazonaws.com" } }],
    ["a role of the account", { ...allow, Principal: { AWS: "000000000000" } }],
    ["another action", { ...allow, Action: "sqs:ReceiveMessage" }],
    ["another resource", { ...allow, Resource: `${resource}-dead` }],
    ["another account", { ...allow, Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } } }],
    ["another source", { ...allow, Condition: { ArnEquals: { "aws:SourceArn": `${caller.sourceArn}s` } } }],
  ])("keeps a service out where it is for %s", (_, statement) => {
    expect(allows(statement)).toBe(false);
  });

  it("keeps everyone out where it is empty, and where a denial stands beside what allows", () => {
    expect(allows()).toBe(false);
    expect(allows(allow, { ...allow, Effect: "Deny" })).toBe(false);
    expect(allows(allow, { ...allow, Effect: "Deny", Action: "sqs:DeleteMessage" })).toBe(true);
  });

  it.each([
    { ...allow, Condition: { Bool: { "aws:SecureTransport": "true" } } },
    { ...allow, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    { ...allow, NotAction: "sqs:SendMessage" },
  ])("is not guessed at where it says more than is understood: %j", (statement) => {
    expect(() => allows(statement)).toThrow(expect.objectContaining({ code: "program.unsupported_input" }));
  });
});
