import validator from "asl-validator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logPage } from "../../../core/alert/consoleLinks.ts";
import { endedFlow } from "../../../core/alert/endedFlow.ts";
import type { AslState, StateMachineDefinition } from "../../../core/flow/Asl.ts";
import type { Arns } from "../../../core/flow/arns.ts";
import { settingRef } from "../../../core/flow/references.ts";
import { answeredEvent } from "../../../local/services/states/answeredEvent.ts";
import { upperCased } from "../../../local/services/states/recased.ts";
import { type Outcome, Stop } from "../../../local/states/interpret.ts";
import { type Answers, failure, lambda, machine, type Ran, run } from "../../local/states/fakeHost.ts";

const arn = (kind: string, name: string) => `arn:aws:states:eu-west-1:000000000000:${kind}:${name}`;
const log = settingRef("verify-log");
const ended = endedFlow({
  pipeline: "csv-lake",
  machines: [
    { name: "main", places: { Verify: { log } } },
    { name: "region", region: "eu-west-1", places: { Verify: { log } } },
  ],
  commandOptions: "--stack dev --aws",
});
const arns: Arns = {
  machines: { main: arn("stateMachine", "main"), region: arn("stateMachine", "region") },
  resources: { "main-executions": arn("execution", "main:*"), "region-executions": arn("execution", "region:*") },
  topics: { alerts: "arn:aws:sns:eu-west-1:000000000000:alerts" },
  settings: { "verify-log": logPage("eu-west-1", "verify") },
};
const definition = ended.toAsl(arns);

const source = { bucket: "landing", key: "readings/a.csv", versionId: "v1", size: 9, sequencer: "0A" };
const input = { run: "readings-3f2a9c", attempt: 0, dataset: "readings", contract: "c", source };

/** What EventBridge tells of an execution, here of its end. */
function eventOf({ status, error, cause }: Outcome, machineName = "main", given: unknown = input) {
  const stateMachineArn = arn("stateMachine", machineName);
  const executionArn = arn("execution", `${machineName}:readings-3f2a9c-0`);
  const about = { executionArn, stateMachineArn, name: "readings-3f2a9c-0", input: JSON.stringify(given) };
  return { detail: { ...about, status, error: error ?? null, cause: cause ?? null } };
}

/** The newest events first, as Step Functions gives them to the flow that asked. */
const historyOf = ({ events }: Ran): unknown[] =>
  events.toReversed().map((event) => upperCased(answeredEvent(event, false)));

const mailed = { MessageId: "m-1" };

async function told(ran: Ran, answers: Answers = {}, machineName?: string): Promise<Ran> {
  const page = { Events: historyOf(ran) };
  return run(definition, eventOf(ran.outcome, machineName), { ReadHistory: [page], Mail: [mailed], ...answers });
}

interface Sent {
  readonly Subject: string;
  readonly Message: string;
}
const sentBy = ({ calls }: Pick<Ran, "calls">): Sent | undefined => calls.at(-1)?.arguments as Sent | undefined;
const messageOf = (ran: Ran): string => sentBy(ran)?.Message ?? "";
const partOf = (ran: Ran): string[] => messageOf(ran).split("\n").slice(1, 4);
const hangs = () => new Promise(() => {});
const work = (fields: object = {}): AslState => lambda({ Next: "Done", ...fields });
const done: AslState = { Type: "Succeed" };
const endOf = (states: Record<string, AslState>, answers: Answers, rest: Partial<StateMachineDefinition> = {}) =>
  run(machine({ ...states, Done: done }, rest), input, answers);

describe("the mail on an execution that ended", () => {
  it("names the state that took longer than it may", async () => {
    const ran = await endOf({ Verify: work({ TimeoutSeconds: 5 }) }, { Verify: [hangs] });
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    const cause = "Cause: the step took longer than it may";
    expect(partOf(await told(ran))).toEqual(["Step: Verify", "Error: States.Timeout", cause]);
  });

  it("names the state that was running when the execution's time was over, and what a try had failed of", async () => {
    const Retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 100 }];
    const busy = failure("Lambda.TooManyRequestsException", '{"errorMessage":"slow down"}');
    const states = { Start: work({ Next: "Verify" }), Verify: work({ Retry }) };
    const ran = await endOf(states, { Start: [{}], Verify: [busy] }, { TimeoutSeconds: 60 });
    const cause =
      "Cause: the execution took longer than it may; a try had failed of Lambda.TooManyRequestsException: slow down";
    const mail = await told(ran);
    expect(partOf(mail)).toEqual(["Step: Verify", "Error: TIMED_OUT", cause]);
    expect(messageOf(mail)).toContain(`\nLog: ${logPage("eu-west-1", "verify")}readings-3f2a9c`);
  });

  it("names the state that an execution was stopped in, and who says why", async () => {
    const stop = new AbortController();
    const stopping = () => {
      stop.abort(new Stop({ error: "operator", cause: "wrong file" }));
      return hangs();
    };
    const states = machine({ Start: work({ Next: "Verify" }), Verify: work(), Done: done });
    const ran = await run(states, input, { Start: [{}], Verify: [stopping] }, { stop: stop.signal });
    expect(partOf(await told(ran))).toEqual(["Step: Verify", "Error: ABORTED (operator)", "Cause: wrong file"]);
  });

  it.each([
    ["an expression", "States.QueryEvaluationError", { Type: "Pass", Output: "{% $nothing.there %}", Next: "Done" }],
    ["a result too long", "States.DataLimitExceeded", work()],
  ] as const)("names the state that failed of %s", async (_, error, IsFine) => {
    const ran = await endOf(
      { Verify: work({ Next: "IsFine" }), IsFine: IsFine as AslState },
      {
        Verify: [{}],
        IsFine: ["x".repeat(300_000)],
      },
    );
    expect(ran.outcome).toMatchObject({ status: "FAILED", error });
    const [step, said, cause] = partOf(await told(ran));
    expect([step, said]).toEqual(["Step: IsFine", `Error: ${error}`]);
    expect(cause).toContain("'IsFine'");
  });

  it("names the step that a Fail state's cause begins with", async () => {
    const Failed: AslState = { Type: "Fail", Error: "verify.rejects", Cause: "Verify: 3 of 10 records" };
    const ran = await endOf({ Failed }, {});
    const mail = await told(ran);
    expect(partOf(mail)).toEqual(["Step: Verify", "Error: verify.rejects", "Cause: 3 of 10 records"]);
    expect(messageOf(mail)).toContain(`\nLog: ${logPage("eu-west-1", "verify")}`);
  });

  it("names of a state's attempts the last, after any others that it passed", async () => {
    const loop: Record<string, AslState> = {
      Verify: work({ Next: "IsFine" }),
      IsFine: { Type: "Choice", Choices: [{ Condition: "{% true %}", Next: "Wait" }], Default: "Done" },
      Wait: { Type: "Wait", Seconds: 20, Next: "Verify" },
    };
    const ran = await endOf(loop, { Verify: [{}, {}, {}, hangs] }, { TimeoutSeconds: 90 });
    expect(ran.path.filter((name) => name === "Verify")).toHaveLength(4);
    expect(partOf(await told(ran))[0]).toBe("Step: Verify");
  });
});

describe("the mail on an execution that ended in states within a state", () => {
  const line = (name: string, fields: object = {}): StateMachineDefinition =>
    machine({ [name]: lambda({ Next: `${name}Done`, ...fields }), [`${name}Done`]: done });
  const both = (...branches: StateMachineDefinition[]): AslState => ({
    Type: "Parallel",
    Branches: branches.map(({ StartAt, States }) => ({ StartAt, States })),
    Next: "Done",
  });

  it("names the innermost one that was running, not one beside it that had been left", async () => {
    const slowly = machine({
      Before: { Type: "Wait", Seconds: 30, Next: "Quick" },
      Quick: lambda({ Next: "QuickDone" }),
      QuickDone: done,
    });
    const ran = await endOf(
      { Both: both(line("Slow"), slowly) },
      { Slow: [hangs], Quick: [{}] },
      { TimeoutSeconds: 60 },
    );
    expect(ran.path.at(-1)).toBe("QuickDone");
    expect(partOf(await told(ran))[0]).toBe("Step: Slow");
  });

  it("names, of several that were running, the one that was entered last", async () => {
    const ran = await endOf(
      { Both: both(line("First"), line("Second")) },
      { First: [hangs], Second: [hangs] },
      { TimeoutSeconds: 60 },
    );
    expect(partOf(await told(ran))[0]).toBe("Step: Second");
  });

  it("names the one that failed, not one beside it that was entered later", async () => {
    const late = machine({
      Before: { Type: "Wait", Seconds: 5, Next: "Slow" },
      Slow: lambda({ Next: "SlowDone" }),
      SlowDone: done,
    });
    const ran = await endOf(
      { Both: both(line("Broken", { TimeoutSeconds: 20 }), late) },
      { Broken: [hangs], Slow: [hangs] },
    );
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(ran.path.at(-1)).toBe("Slow");
    expect(partOf(await told(ran))[0]).toBe("Step: Broken");
  });

  it("names the state of a Map's item that was running, and reads on where many were", async () => {
    const Each: AslState = {
      Type: "Map",
      Items: Array.from({ length: 40 }, (_, index) => index),
      ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...line("Item", {}) },
      Next: "Done",
    };
    const { QueryLanguage: _, ...processor } = Each.ItemProcessor as StateMachineDefinition;
    const ran = await endOf({ Each: { ...Each, ItemProcessor: processor } }, { Item: [hangs] }, { TimeoutSeconds: 60 });
    const history = historyOf(ran);
    const pages = {
      ReadHistory: [{ Events: history.slice(0, 60), NextToken: "older" }],
      ReadOlder: [{ Events: history.slice(60) }],
    };
    const mail = await told(ran, pages);
    expect(mail.calls.find(({ state }) => state === "ReadOlder")?.arguments).toMatchObject({ NextToken: "older" });
    expect(partOf(mail)[0]).toBe("Step: Item");
  });
});

describe("the machine that mails executions that ended", () => {
  const broken = () => endOf({ Verify: work({ TimeoutSeconds: 5 }) }, { Verify: [hangs] });

  it("compiles to the definition that is reviewed in the golden file", async () => {
    const text = `${JSON.stringify(definition, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot("../../golden/flow/csv-lake-ended.asl.json");
  });

  it("is accepted by AWS's schema of the language", () => {
    expect(validator(definition)).toMatchObject({ isValid: true });
  });

  it("may read the histories of its machines and publish, and nothing else", () => {
    expect(ended.policy(arns)).toEqual([
      {
        Effect: "Allow",
        Action: ["states:GetExecutionHistory"],
        Resource: [arn("execution", "main:*"), arn("execution", "region:*")],
      },
      { Effect: "Allow", Action: ["sns:Publish"], Resource: ["arn:aws:sns:eu-west-1:000000000000:alerts"] },
    ]);
  });

  it("asks for the newest events, without payloads", async () => {
    const { calls } = await told(await broken());
    expect(calls[0]?.arguments).toEqual({
      ExecutionArn: arn("execution", "main:readings-3f2a9c-0"),
      ReverseOrder: true,
      MaxResults: 100,
      IncludeExecutionData: false,
    });
  });

  it("resumes the run as a whole where the main machine ended, and a region's alone where that did", async () => {
    const ran = await broken();
    expect(messageOf(await told(ran))).toMatch(/\nResume: npx sluice retry readings-3f2a9c --stack dev --aws$/);
    const ofRegion = await run(definition, eventOf(ran.outcome, "region", { run: input, staged: {} }), {
      ReadHistory: [{ Events: historyOf(ran) }],
      Mail: [mailed],
    });
    expect(messageOf(ofRegion)).toContain("\nRegion: eu-west-1\n");
    expect(messageOf(ofRegion)).toContain("\nSource: s3://landing/readings/a.csv (version v1)\n");
    expect(messageOf(ofRegion)).toMatch(/ retry readings-3f2a9c --region eu-west-1 --stack dev --aws$/);
  });

  it("says nothing of an execution whose end is told by who started it", async () => {
    const event = eventOf({ status: "TIMED_OUT" }, "region", { run: input, mark: " (told to csv-lake)" });
    expect(await run(definition, event)).toMatchObject({ outcome: { status: "SUCCEEDED" }, calls: [] });
  });

  it("waits for a history that lags behind, and takes it as it is after a minute", async () => {
    const ran = await broken();
    const whole = { Events: historyOf(ran) };
    const lagging = { Events: whole.Events.slice(2) };
    const late = await told(ran, { ReadHistory: [lagging, lagging, whole] });
    expect(late.calls.filter(({ state }) => state === "ReadHistory")).toHaveLength(3);
    const never = await told(ran, { ReadHistory: [lagging] });
    expect(never.sleeps.reduce((sum, each) => sum + each, 0)).toBe(62_000);
    expect(partOf(never)[0]).toBe("Step: Verify");
  });

  it.each([
    ["is refused", { ReadHistory: [failure("Sfn.AccessDeniedException")] }],
    ["is more than a state may take", { ReadHistory: [failure("States.DataLimitExceeded")] }],
    ["is of another form", { ReadHistory: [{ Event: [] }] }],
  ])("mails what the event says where the history %s", async (_, answers) => {
    const mail = await told(await broken(), { ...answers, MailEvent: [mailed] });
    expect(mail.outcome.status).toBe("SUCCEEDED");
    expect(messageOf(mail)).toContain(
      "Status: FAILED\nError: States.Timeout\nCause: none given\nRun: readings-3f2a9c-0\n",
    );
  });

  it("mails what the event says where the mail cannot be sent, and fails where that cannot be either", async () => {
    const refused = failure("SNS.InvalidParameterException");
    const second = await told(await broken(), { Mail: [refused], MailEvent: [mailed] });
    expect(second.outcome.status).toBe("SUCCEEDED");
    const neither = await told(await broken(), { Mail: [refused], MailEvent: [refused] });
    expect(neither.outcome).toMatchObject({ status: "FAILED", error: "SNS.InvalidParameterException" });
    expect(neither.calls.filter(({ state }) => state === "MailEvent")).toHaveLength(6);
  });

  it("tells whatever error, cause and run there are, whole", async () => {
    const Events = historyOf(await broken());
    const any = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/^[A-Za-z]|\(told to/.test(text));
    await fc.assert(
      fc.asyncProperty(any, any, any, async (error, cause, key) => {
        const given = { ...input, source: { ...source, key } };
        const event = eventOf({ status: "FAILED", error, cause }, "main", given);
        const sent = sentBy(await run(definition, event, { ReadHistory: [{ Events }], Mail: [mailed] }));
        expect(sent?.Subject).toBe(`Sluice csv-lake: ${error}`);
        expect(sent?.Message).toContain(
          `\nError: ${error}\nCause: ${cause}\nSource: s3://landing/${key} (version v1)\n`,
        );
      }),
      { numRuns: 25 },
    );
  });
});
