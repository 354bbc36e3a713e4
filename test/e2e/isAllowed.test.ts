import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowsOf, isAllowed } from "./isAllowed.ts";

const bucket = "arn:aws:s3:::lake";
const allow = (Action: string, Resource: string) =>
  ({ Effect: "Allow", Action: [Action], Resource: [Resource] }) as const;

describe("the matcher of policies", () => {
  it.each([
    ["s3:GetObject", `${bucket}/staging/*`, "s3:GetObject", `${bucket}/staging/run/0/rows/0.parquet`, true],
    ["s3:getobject", `${bucket}/staging/*`, "s3:GetObject", `${bucket}/staging/a`, true],
    ["s3:GetObject", `${bucket}/staging/*`, "s3:GetObjectVersion", `${bucket}/staging/a`, false],
    ["s3:Get*", `${bucket}/staging/*`, "s3:GetObjectVersion", `${bucket}/staging/a`, true],
    ["s3:GetObject", `${bucket}/staging/*`, "s3:GetObject", `${bucket}/Staging/a`, false],
    ["s3:GetObject", `${bucket}/staging/*`, "s3:GetObject", `${bucket}/rows/staging/a`, false],
    ["s3:ListBucket", bucket, "s3:ListBucket", `${bucket}s`, false],
    ["s3:GetObject", `${bucket}/?.csv`, "s3:GetObject", `${bucket}/a.csv`, true],
    ["s3:GetObject", `${bucket}/?.csv`, "s3:GetObject", `${bucket}/ab.csv`, false],
    ["s3:GetObject", `${bucket}/a.csv`, "s3:GetObject", `${bucket}/axcsv`, false],
    ["s3:GetObject", `${bucket}/*`, "s3:GetObject", `${bucket}/two\nlines`, true],
  ])("holds %s on %s against %s on %s: %s", (Action, Resource, action, resource, answer) => {
    expect(isAllowed(allow(Action, Resource), { action, resource })).toBe(answer);
  });

  it("takes a name without wildcards for that name alone", () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/[*?]/.test(text));
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(isAllowed(allow("s3:GetObject", one), { action: "s3:GetObject", resource: other })).toBe(one === other);
      }),
    );
  });

  it.each([
    { Effect: "Deny", Action: ["s3:*"], Resource: ["*"] },
    { Effect: "Allow", NotAction: ["s3:*"], Resource: ["*"] },
    { Effect: "Allow", Action: ["s3:*"], Resource: ["*"], Condition: { Bool: { "aws:SecureTransport": "true" } } },
  ])("refuses to judge what it does not know: %o", (statement) => {
    expect(() => allowsOf(JSON.stringify({ Statement: [statement] }))).toThrow("does not know");
  });
});
