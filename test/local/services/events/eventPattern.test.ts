import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failurePattern } from "../../../../core/alert/failurePattern.ts";
import { eventPattern } from "../../../../local/services/events/eventPattern.ts";

const matches = (pattern: unknown, event: unknown) => eventPattern(pattern, "rule")(event);
/** Whether a rule takes a value. */
const takes = (rule: unknown, value: unknown) => matches({ detail: { a: [rule] } }, { detail: { a: value } });

describe("an event pattern", () => {
  // What the rule is, what it takes, and what it leaves: as the table of operators in EventBridge's user guide.
  it.each<[rule: unknown, taken: unknown[], left: unknown[]]>([
    ["New York", ["New York", ["Rome", "New York"]], ["new york", "New York ", ["Rome"], null, { a: "New York" }]],
    [5, [5, 5.0, [4, 5]], ["5", 6, null]],
    [true, [true], ["true", false]],
    [null, [null], ["", 0, false]],
    [{ prefix: "us-" }, ["us-", "us-east-1"], ["eu-us-", "US-east-1", 5]],
    [{ prefix: { "equals-ignore-case": "EventB" } }, ["eventbridge", "EVENTB"], ["event"]],
    [{ suffix: ".png" }, [".png", "a.png"], ["a.PNG", "a.png "]],
    [{ suffix: { "equals-ignore-case": ".png" } }, ["a.PnG"], ["a.pn"]],
    [{ "equals-ignore-case": "alice" }, ["ALICE", "Alice"], ["alic", null]],
    [{ "anything-but": "initializing" }, ["running", "Initializing", 5, null], ["initializing"]],
    [{ "anything-but": ["a", "b"] }, ["c", ["a", "c"]], ["a", "b", ["a", "b"]]],
    [{ "anything-but": 5 }, [6, "5"], [5]],
    [{ "anything-but": { prefix: "us-" } }, ["eu-1"], ["us-1"]],
    [{ "anything-but": { prefix: ["us-", "eu-"] } }, ["ap-1"], ["us-1", "eu-1"]],
    [{ "anything-but": { suffix: ".png" } }, ["a.jpg"], ["a.png"]],
    [{ "anything-but": { suffix: [" (mailed)", " (told)"] } }, ["(mailed) it"], ["x (mailed)", "x (told)"]],
    [{ "anything-but": { "equals-ignore-case": ["Init", "stop"] } }, ["initial"], ["INIT", "Stop"]],
    [{ "anything-but": { wildcard: "*/lib/*" } }, ["/usr/bin/x"], ["/usr/lib/x"]],
    [{ numeric: ["=", 100] }, [100], [100.5, "100"]],
    [{ numeric: [">", 10, "<=", 20] }, [10.1, 20], [10, 20.1, "15"]],
    [{ numeric: ["<", 0] }, [-1], [0]],
    [{ numeric: [">=", 0] }, [0, 1], [-0.1]],
    [{ wildcard: "*.csv" }, [".csv", "a/b.csv", "a\nb.csv"], ["a.csv.gz", "acsv"]],
    [{ wildcard: "a\\*b*" }, ["a*b", "a*bc"], ["aXb"]],
    [{ wildcard: "a\\\\*" }, ["a\\", "a\\b"], ["ab"]],
    [{ cidr: "10.0.0.0/24" }, ["10.0.0.255"], ["10.0.1.0", "no address", "::1"]],
    [{ cidr: "2001:db8::/32" }, ["2001:db8::1"], ["2001:db9::1", "10.0.0.1"]],
    [{ exists: true }, ["", null, 0, ["a"]], [[], { b: 1 }]],
  ])("with the rule %j takes what it should, and leaves the rest", (rule, taken, left) => {
    for (const value of taken) expect([value, takes(rule, value)]).toEqual([value, true]);
    for (const value of left) expect([value, takes(rule, value)]).toEqual([value, false]);
  });

  it("asks what is absent for nothing but absence", () => {
    const absent = { detail: { b: 1 } };
    expect(matches({ detail: { a: [{ exists: false }] } }, absent)).toBe(true);
    expect(matches({ detail: { a: [{ exists: false }] } }, { detail: { a: 1 } })).toBe(false);
    expect(matches({ detail: { a: [{ exists: true }] } }, absent)).toBe(false);
    expect(matches({ detail: { a: [{ "anything-but": "x" }] } }, absent)).toBe(false);
    expect(matches({ other: { a: ["x"] } }, absent)).toBe(false);
    expect(matches({ detail: { toString: [{ exists: true }] } }, absent)).toBe(false);
  });

  it("must match in every field, and in one rule of each", () => {
    const pattern = { source: ["a", "b"], detail: { state: ["on"], size: [{ numeric: [">", 1] }] } };
    expect(matches(pattern, { source: "b", detail: { state: "on", size: 2, more: 1 } })).toBe(true);
    expect(matches(pattern, { source: "c", detail: { state: "on", size: 2 } })).toBe(false);
    expect(matches(pattern, { source: "b", detail: { state: "on", size: 1 } })).toBe(false);
  });

  it("with $or matches where one of its objects does, beside the fields about it", () => {
    const pattern = { source: ["s"], $or: [{ kind: ["a"] }, { detail: { size: [{ numeric: [">", 1] }] } }] };
    expect(matches(pattern, { source: "s", kind: "a" })).toBe(true);
    expect(matches(pattern, { source: "s", kind: "b", detail: { size: 2 } })).toBe(true);
    expect(matches(pattern, { source: "s", kind: "b", detail: { size: 1 } })).toBe(false);
    expect(matches(pattern, { source: "t", kind: "a" })).toBe(false);
  });

  it("looks for all fields of an object in one item of a list of objects", () => {
    const pattern = { items: { name: ["a"], size: [1] } };
    expect(matches(pattern, { items: [{ name: "b" }, { name: "a", size: 1 }] })).toBe(true);
    const apart = [
      { name: "a", size: 2 },
      { name: "b", size: 1 },
    ];
    expect(matches(pattern, { items: apart })).toBe(false);
  });

  it("takes a text or a number if and only if anything-but leaves it", () => {
    const value = fc.oneof(fc.string({ maxLength: 2 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), value, (known, given) => {
        const one = known.some((each) => takes(each, given));
        expect(takes({ "anything-but": known }, given)).toBe(!one);
      }),
    );
  });

  it("takes as a wildcard what stands before and after the star, in that order and apart", () => {
    const part = fc.stringMatching(/^[ab.$^]{0,3}$/);
    fc.assert(
      fc.property(part, part, part, (before, after, between) => {
        expect(takes({ wildcard: `${before}*${after}` }, `${before}${between}${after}`)).toBe(true);
        const given = `${before}${between}`;
        const right = given.length >= before.length + after.length && given.endsWith(after);
        expect(takes({ wildcard: `${before}*${after}` }, given)).toBe(right);
      }),
    );
  });

  it.each([
    {},
    [],
    "text",
    { source: "aws.states" },
    { source: [] },
    { source: [{ suffixes: "x" }] },
    { source: [{ prefix: 5 }] },
    { source: [{ numeric: ["~", 5] }] },
    { source: [{ numeric: [">", "5"] }] },
    { source: [{ prefix: "a", suffix: "b" }] },
    { source: [{ "anything-but": { exists: true } }] },
    { source: [["nested"]] },
    { source: [{ cidr: "10.0.0.0" }] },
    { detail: {} },
  ])("is refused as %j, which EventBridge would not take", (pattern) => {
    expect(() => eventPattern(pattern, "rule")).toThrow(
      expect.objectContaining({ code: "program.unsupported_input", where: "rule" }),
    );
  });
});

describe("the pattern of the failure rule", () => {
  const machine = "arn:aws:states:eu-west-1:000000000000:stateMachine:main";
  const pattern = eventPattern(failurePattern("csv-lake", [machine]), "failures");
  const event = (status: string, cause: string | null, stateMachineArn = machine) => ({
    source: "aws.states",
    "detail-type": "Step Functions Execution Status Change",
    detail: { status, cause, error: null, stateMachineArn },
  });

  it.each([
    ["FAILED", "States.Runtime: no such field", true],
    ["FAILED", null, true],
    ["FAILED", "told of (mailed) before", true],
    ["FAILED", "Commit: gone (mailed)", false],
    ["FAILED", "Commit: gone (told to csv-lake)", false],
    ["FAILED", "Commit: gone (told to other)", true],
    ["TIMED_OUT", null, true],
    ["ABORTED", "wrong file (mailed)", true],
    ["SUCCEEDED", null, false],
    ["RUNNING", null, false],
  ])("of %s by %j is %s", (status, cause, taken) => {
    expect(pattern(event(status, cause))).toBe(taken);
  });

  it("leaves other machines alone", () => {
    expect(pattern(event("FAILED", null, `${machine}-other`))).toBe(false);
  });
});
