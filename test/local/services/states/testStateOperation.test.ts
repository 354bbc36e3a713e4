import { SFNClient, TestStateCommand, type TestStateInput } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { machineSpecs } from "../../../../local/program/specs/machineSpecs.ts";
import { runningHost } from "../../fixtures/runningHost.ts";

const running = runningHost();
let sfn: SFNClient;
let roleArn: string;
const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

beforeAll(() => {
  sfn = new SFNClient(running.host.clientConfig("eu-west-1"));
  roleArn = machineSpecs(running.graph)[0]?.roleArn ?? "";
});
afterAll(() => sfn.destroy());

const ask = (state: object, rest: Partial<TestStateInput> = {}) =>
  sfn.send(
    new TestStateCommand({ definition: JSON.stringify({ QueryLanguage: "JSONata", ...state }), roleArn, ...rest }),
  );
const call = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: arnOf("echo"), Payload: "{% $states.input %}" },
  Output: "{% $states.result.Payload.event %}",
  End: true,
};

describe("TestState", () => {
  it("calls the function of a task, as the role, and inspects what it was given and gave", async () => {
    const calls: string[] = [];
    const off = running.host.events.on((event) => {
      if (event.kind === "call") calls.push(`${event.call.caller} ${event.call.action}`);
    });
    const { status, output, inspectionData } = await ask(call, { input: '{"n":1}', inspectionLevel: "DEBUG" });
    off();
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: '{"n":1}' });
    expect(JSON.parse(inspectionData?.afterArguments ?? "")).toEqual({
      FunctionName: arnOf("echo"),
      Payload: { n: 1 },
    });
    expect(JSON.parse(inspectionData?.result ?? "")).toMatchObject({ StatusCode: 200 });
    expect(calls).toEqual(["machine-role lambda:InvokeFunction", "operator states:TestState", "operator iam:PassRole"]);
  });

  it("inspects nothing where that is not asked for, and gives variables where it is", async () => {
    const pass = { Type: "Pass", Assign: { b: "{% $a + 1 %}" }, Next: "Then" };
    const plain = await ask(pass, { variables: '{"a":1}' });
    expect(plain).toMatchObject({ status: "SUCCEEDED", nextState: "Then", output: "{}" });
    expect(plain.inspectionData).toBeUndefined();
    const { inspectionData } = await ask(pass, { variables: '{"a":1}', inspectionLevel: "DEBUG" });
    expect(inspectionData?.variables).toBe('{"a":1,"b":2}');
  });

  it("takes a state out of a machine, from within another state too", async () => {
    const inner = { StartAt: "Inner", States: { Inner: { Type: "Pass", Output: 5, End: true } } };
    const both = { StartAt: "Both", States: { Both: { Type: "Parallel", Branches: [inner], End: true } } };
    expect(await ask(both, { stateName: "Inner" })).toMatchObject({ status: "SUCCEEDED", output: "5" });
    await expect(ask(both, { stateName: "Absent" })).rejects.toMatchObject({ name: "InvalidDefinition" });
  });

  it("tells which catcher or retrier took the error of a function", async () => {
    const input = JSON.stringify({ do: "throw", what: "this" });
    const Retry = [{ ErrorEquals: ["RangeError"], IntervalSeconds: 9 }];
    const retriable = await ask({ ...call, Retry }, { input, inspectionLevel: "DEBUG" });
    expect(retriable).toMatchObject({ status: "RETRIABLE", error: "RangeError" });
    expect(retriable.inspectionData?.errorDetails).toEqual({ retryIndex: 0, retryBackoffIntervalSeconds: 9 });
    const caught = await ask({ ...call, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Tell" }] }, { input });
    expect(caught).toMatchObject({ status: "CAUGHT_ERROR", nextState: "Tell" });
    expect(caught.cause).toContain("no such thing: this");
  });

  it("mocks a task, which then needs no role and may be one that waits", async () => {
    const sync = {
      ...call,
      Resource: "arn:aws:states:::states:startExecution.sync:2",
      Output: "{% $states.result.Output %}",
    };
    const mock = { result: '{"Output":{"a":1}}' };
    const definition = JSON.stringify({ QueryLanguage: "JSONata", ...sync });
    expect(await sfn.send(new TestStateCommand({ definition, mock }))).toMatchObject({ output: '{"a":1}' });
    const failing = { errorOutput: { error: "Busy", cause: "so" } };
    expect(await ask(sync, { mock: failing })).toMatchObject({ status: "FAILED", error: "Busy", cause: "so" });
    const named = { ...call, Arguments: { Name: "{% $states.context.Execution.Name %}" } };
    const context = JSON.stringify({ Execution: { Name: "known" } });
    const { inspectionData } = await ask(named, {
      mock: { result: '{"Payload":{"event":1}}' },
      context,
      inspectionLevel: "DEBUG",
    });
    expect(inspectionData?.afterArguments).toBe('{"Name":"known"}');
  });

  it.each([
    [
      "a task that waits for what it starts",
      { ...call, Resource: "arn:aws:states:::states:startExecution.sync:2" },
      {},
    ],
    [
      "a Map",
      {
        Type: "Map",
        Items: [],
        ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
        End: true,
      },
      {},
    ],
    ["a context without a mock", call, { context: "{}" }],
    ["a mock of what calls nothing", { Type: "Pass", End: true }, { mock: { result: "1" } }],
  ])("refuses %s", async (_, state, rest) => {
    await expect(ask(state, rest)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it.each([
    ["no JSONata", { QueryLanguage: "JSONPath" }],
    ["an unknown field", { Surprise: 1 }],
    ["no expression", { Output: "{% ( %}" }],
  ])("refuses a definition with %s", async (_, change) => {
    await expect(ask({ ...call, ...change })).rejects.toMatchObject({ name: "InvalidDefinition" });
  });
});
