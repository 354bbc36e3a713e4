import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AslState } from "../../../../core/flow/Asl.ts";
import { EventHub } from "../../../../local/services/kernel/EventHub.ts";
import type { HostEvent } from "../../../../local/services/kernel/HostEvent.ts";
import type { Integration } from "../../../../local/services/states/Integration.ts";
import type { LoopbackAnswer } from "../../../../local/services/states/loopback.ts";
import { Machine } from "../../../../local/services/states/Machine.ts";
import { MovableClock, settled } from "../../../local/states/MovableClock.ts";

let stateDir: string;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "sluice-"));
});
afterAll(async () => {
  await rm(stateDir, { recursive: true, force: true });
});

const childArn = "arn:aws:states:eu-west-1:000000000000:execution:child:c";
const answer = (body: object, status = 200): LoopbackAnswer => ({ status, headers: {}, body: JSON.stringify(body) });

/** A machine of these states, on a clock that stands, with the calls that it makes and the events that it tells of. */
function opened(name: string, states: Record<string, AslState>, call: Integration["call"], ended = async () => {}) {
  const clock = new MovableClock("2026-01-01T00:00:00Z");
  const arn = `arn:aws:states:eu-west-1:000000000000:stateMachine:${name}`;
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: Object.keys(states)[0], States: states });
  const spec = { name, arn, region: "eu-west-1", roleArn: "arn:aws:iam::000000000000:role/r", definition };
  const events = new EventHub();
  const told: HostEvent[] = [];
  events.on((event) => told.push(event));
  const machine = new Machine({ spec, stateDir, events, integration: { call, ended }, clock });
  return { machine, clock, told };
}

const sync: AslState = {
  Type: "Task",
  Resource: "arn:aws:states:::states:startExecution.sync:2",
  Arguments: { StateMachineArn: "arn:aws:states:eu-west-1:000000000000:stateMachine:child", Input: {} },
  End: true,
};
const started = answer({ executionArn: childArn, startDate: 1_767_225_600 });

/** Resolves once a condition holds that becomes true by itself. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await settled();
}

describe("a local state machine", () => {
  it("lets hours pass when its clock is moved, and stamps by it", async () => {
    const never = () => Promise.reject(new Error("called"));
    const { machine, clock } = opened("slow", { Wait: { Type: "Wait", Seconds: 6 * 3600, End: true } }, never);
    const { state, events } = machine.start("run", "{}");
    await until(() => clock.next !== undefined);
    await clock.advance(5 * 3_600_000);
    expect(state.status).toBe("RUNNING");
    await clock.advance(3_600_000);
    await machine.ended("run");
    expect(state).toMatchObject({
      status: "SUCCEEDED",
      startDate: "2026-01-01T00:00:00.000Z",
      stopDate: "2026-01-01T06:00:00.000Z",
    });
    expect(events.at(-1)?.timestamp).toEqual(new Date("2026-01-01T06:00:00Z"));
  });

  it("tells of a nested execution once it is started, and stops it where it is stopped itself", async () => {
    const asked: string[] = [];
    const call: Integration["call"] = async ({ headers }) => {
      asked.push(headers["x-amz-target"]?.split(".")[1] ?? "");
      return started;
    };
    const { machine } = opened("parent", { Child: sync }, call, () => new Promise(() => {}));
    const { state, events } = machine.start("run", "{}");
    await until(() => events.some(({ type }) => type === "TaskSubmitted"));
    const details = events.find(({ type }) => type === "TaskSubmitted")?.taskSubmittedEventDetails;
    expect(details).toMatchObject({ resourceType: "states", resource: "startExecution.sync:2" });
    expect(JSON.parse(details?.output ?? "")).toEqual({ ExecutionArn: childArn, StartDate: 1_767_225_600_000 });
    machine.stop({ state, events }, { error: "Enough", cause: "no more" });
    await machine.ended("run");
    await until(() => asked.length === 2);
    expect(asked).toEqual(["StartExecution", "StopExecution"]);
    expect(state).toMatchObject({ status: "ABORTED", error: "Enough", cause: "no more" });
    expect(events.slice(-2).map(({ type }) => type)).toEqual(["TaskStateAborted", "ExecutionAborted"]);
  });

  it("leaves a running execution as it is when it closes, and asks nothing more", async () => {
    const asked: string[] = [];
    const call: Integration["call"] = async ({ headers }) => {
      asked.push(headers["x-amz-target"] ?? "");
      return started;
    };
    const { machine, told } = opened("closing", { Child: sync }, call, () => new Promise(() => {}));
    const { state, events } = machine.start("run", "{}");
    await until(() => events.some(({ type }) => type === "TaskSubmitted"));
    machine.close();
    await settled();
    expect(state.status).toBe("RUNNING");
    expect(asked.length).toBe(1);
    expect(told.map(({ kind }) => kind)).not.toContain("execution.ended");
  });

  it("tells which state failed, also where another was entered since", async () => {
    const call: Integration["call"] = async () => {
      await settled();
      return { status: 400, headers: { "x-amzn-errortype": "NoSuchThing" }, body: '{"message":"no"}' };
    };
    const work: AslState = {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:glue:getTable",
      Arguments: {},
      End: true,
    };
    const branch = (name: string, state: AslState) => ({ StartAt: name, States: { [name]: state } });
    const Branches = [branch("Work", work), branch("Rest", { Type: "Wait", Seconds: 60, End: true })];
    const { machine, told } = opened("both", { Both: { Type: "Parallel", Branches, End: true } }, call);
    machine.start("run", "{}");
    await machine.ended("run");
    expect(told.find(({ kind }) => kind === "state.failed")).toMatchObject({ state: "Work" });
    expect(told.at(-1)).toMatchObject({ kind: "execution.ended", status: "FAILED" });
  });
});

describe("a machine whose host was killed", () => {
  const waits: Record<string, AslState> = { Wait: { Type: "Wait", Seconds: 60, End: true } };
  const never = () => Promise.reject(new Error("called"));
  const fileOf = (machine: string, name: string) => join(stateDir, "eu-west-1", "states", machine, `${name}.jsonl`);

  it.each([
    ["whole", ""],
    ["torn", '{"event":{"id":3,"ty'],
  ])("ends what ran as aborted, once, and tells of it, where its last line is %s", async (name, tail) => {
    const before = opened(`killed-${name}`, waits, never);
    before.machine.start("run", "{}");
    await until(() => before.clock.next !== undefined);
    await appendFile(fileOf(`killed-${name}`, "run"), tail);
    const after = opened(`killed-${name}`, waits, never);
    after.machine.endInterrupted();
    const end = { status: "ABORTED", error: "host.stopped", cause: expect.stringContaining("would have gone on") };
    expect(after.told).toMatchObject([{ kind: "execution.ended", name: "run", ...end }]);
    const last = opened(`killed-${name}`, waits, never);
    last.machine.endInterrupted();
    expect(last.told).toEqual([]);
    const found = last.machine.store.find("run");
    expect(found?.state).toMatchObject(end);
    expect(found?.events.map(({ type }) => type)).toEqual(["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"]);
    before.machine.close();
  });

  it("leaves alone what runs and what has ended", async () => {
    const { machine, clock, told } = opened("alive", waits, never);
    machine.start("ended", "{}");
    await until(() => clock.next !== undefined);
    await clock.advance(60_000);
    await machine.ended("ended");
    machine.start("running", "{}");
    const before = told.length;
    machine.endInterrupted();
    expect(told.slice(before)).toEqual([]);
    expect(machine.store.find("running")?.state.status).toBe("RUNNING");
    machine.close();
  });

  it("knows no execution of which not even the start was written", async () => {
    await mkdir(dirname(fileOf("empty", "run")), { recursive: true });
    await writeFile(fileOf("empty", "run"), '{"started":{"name":"ru');
    const { machine, told } = opened("empty", waits, never);
    machine.endInterrupted();
    expect(told).toEqual([]);
    expect(machine.store.find("run")).toBeUndefined();
    expect(machine.store.all()).toEqual([]);
  });
});

describe("a call that is not answered", () => {
  it("is a failure of the client, by the service's name", async () => {
    const calls: string[] = [];
    const broken: Integration["call"] = async ({ service }) => {
      calls.push(service);
      throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    };
    const task = (Resource: string): AslState => ({ Type: "Task", Resource, Arguments: {}, End: true });
    const errorOf = async (name: string, resource: string) => {
      const { machine } = opened(name, { Task: task(resource) }, broken);
      const { state } = machine.start("run", "{}");
      await machine.ended("run");
      return state.error;
    };
    expect(await errorOf("invoking", "arn:aws:states:::lambda:invoke")).toBe("Lambda.SdkClientException");
    expect(await errorOf("nesting", "arn:aws:states:::states:startExecution.sync:2")).toBe(
      "StepFunctions.SdkClientException",
    );
    expect(await errorOf("asking", "arn:aws:states:::aws-sdk:glue:getCrawler")).toBe("Glue.SdkClientException");
    expect(calls).toEqual(["lambda", "states", "glue"]);
  });
});
