import { StartExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { expect } from "vitest";
import { executionName } from "../../../../core/commit/executionName.ts";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { birdstrikes } from "../../../../datasets/birdstrikes.ts";
import { readings } from "../../../../datasets/readings.ts";
import { attemptsOf } from "../../../../local/cli/runs/attemptsOf.ts";
import { planRetry, type RetryOptions } from "../../../../local/cli/runs/planRetry.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { FaultRule } from "../../../../local/host/faults/FaultRule.ts";
import { files } from "./files.ts";
import type { KillableHost } from "./KillableHost.ts";
import { type Landed, landVersion } from "./landVersion.ts";

/** A host, and what is noted of each version that is landed in it. */
export interface Stage {
  readonly host: KillableHost;
  /** The newest version of each key. */
  readonly landed: Map<string, Landed>;
  /** Runs that are to be done, and how they are retried. */
  readonly left: Map<string, RetryOptions>;
  /** What a scenario begins again and again. */
  readonly again: Map<string, Begun>;
}

/** An attempt at a run that was begun. */
export interface Begun {
  readonly run: string;
  readonly attempt: number;
  /** Whether it is its mail that is waited for, and what sends it that is to be held. @default false */
  readonly isToBeTold?: boolean;
}

/** What has runs enter states: each one more file. */
export interface Scenario {
  readonly what: string;
  /** Files that go through it side by side. @default 1 */
  readonly width?: number;
  /** Files until what is begun repeats itself. @default 1 */
  readonly turn?: number;
  /** What goes wrong meanwhile. */
  readonly rules: readonly FaultRule[];
  /** Has another file go through it, whose number this is. */
  begin(stage: Stage, index: number): Promise<Begun>;
}

const hang = { hang: 3_600_000 };
const patience = { timeout: 240_000, interval: 100 };

async function landStrikes(stage: Stage, index: number): Promise<Begun> {
  return await land(stage, birdstrikes, index, files.birdstrikes(`f${index}`));
}

async function landReadings(stage: Stage, index: number): Promise<Begun> {
  return await land(stage, readings, index, files.readings(`f${index}`));
}

async function land({ host, landed, left }: Stage, contract: Contract, index: number, text: string): Promise<Begun> {
  const version = await landVersion(host.target, contract, `${index}.csv`, text);
  landed.set(version.key, version);
  left.set(version.run, {});
  return { run: version.run, attempt: 0 };
}

const refused = (code: string, status: number): FaultRule["answer"] => ({ error: { code, status } });

/** In the order in which they are to be played: what one has runs enter is not killed at again in a later one. */
export const killScenarios: readonly Scenario[] = [
  { what: "runs whose partitions are registered", width: 4, rules: [], begin: landStrikes },
  {
    what: "runs that crawlers catalogue, at first at work",
    width: 3,
    rules: [{ action: "glue:StartCrawler", perCall: true, times: 2, answer: refused("CrawlerRunningException", 400) }],
    begin: landReadings,
  },
  {
    what: "runs that one region cannot be staged for, by turns",
    turn: 2,
    rules: [],
    begin: async (stage, index) => {
      const { host } = stage;
      const region = Object.keys(host.target.outputs.lakes)[index % 2] ?? "";
      const staging = { action: "s3:PutObject", resource: "*/staging/*" };
      const rule = await host.addFault({ ...staging, region, answer: refused("AccessDenied", 403) });
      const begun = await landStrikes(stage, index);
      await isStaged(host, begun);
      await host.removeFaults(rule);
      return begun;
    },
  },
  {
    what: "runs that can be committed nowhere, nor mailed",
    rules: [
      { action: "s3:PutObject", resource: "*/record.json", answer: refused("AccessDenied", 403) },
      { action: "sns:Publish", caller: "csv-lake-???????", answer: refused("AuthorizationError", 403) },
    ],
    begin: landStrikes,
  },
  {
    what: "runs that the inline engine cannot convert, that are published, that newer ones overtake",
    turn: 3,
    rules: [],
    begin: async (stage, index) => await ([convertUnfit, publishAgain, overtake][index % 3] ?? overtake)(stage, index),
  },
  {
    what: "runs that Spark is to convert, and is not asked to",
    rules: [{ action: "glue:StartJobRun", answer: refused("InvalidInputException", 400) }],
    begin: convertBySpark,
  },
  { what: "executions that end without a mail of their own", turn: 2, rules: [], begin: stop },
  {
    what: "executions that end so, and whose history cannot be read",
    turn: 2,
    rules: [
      { action: "states:GetExecutionHistory", caller: "csv-lake-*", answer: refused("AccessDeniedException", 400) },
    ],
    begin: stop,
  },
];

/** Takes minutes, and needs what `sluice setup spark` sets up. */
export const sparkScenario: Scenario = { what: "runs that Spark converts", rules: [], begin: convertBySpark };

async function convertUnfit(stage: Stage, index: number): Promise<Begun> {
  return await startNext(stage.host, await landStopped(stage, index), { engine: "inline" });
}

/** A retry does it by another engine. */
async function convertBySpark(stage: Stage, index: number): Promise<Begun> {
  const { run } = await landStopped(stage, index);
  stage.left.set(run, { engine: "duckdb" });
  return await startNext(stage.host, { run, attempt: 0 }, { engine: "spark" });
}

/** By turns an attempt of the main machine, and one of the far region's alone; all at the same two runs. */
async function stop(stage: Stage, index: number): Promise<Begun> {
  return { ...(await (index % 2 === 0 ? stopMain : stopFar)(stage, index)), isToBeTold: true };
}

async function stopMain(stage: Stage, index: number): Promise<Begun> {
  const first = stage.again.get("main");
  if (first === undefined) {
    const begun = await landStopped(stage, index);
    stage.again.set("main", begun);
    return begun;
  }
  return await stopped(stage.host, "csv-lake-???????.*", () => startNext(stage.host, first, {}));
}

async function stopFar(stage: Stage, index: number): Promise<Begun> {
  const { host } = stage;
  const first = stage.again.get("far") ?? (await landStrikes(stage, index));
  await ended(host, first);
  stage.again.set("far", first);
  const [, region = ""] = Object.keys(host.target.outputs.lakes);
  return await stopped(host, "csv-lake-far-???????.IsStaged", () => startNext(host, first, { region, force: true }));
}

async function publishAgain(stage: Stage, index: number): Promise<Begun> {
  const begun = await landStrikes(stage, index);
  await ended(stage.host, begun);
  return await startNext(stage.host, begun, { force: true });
}

async function overtake(stage: Stage, index: number): Promise<Begun> {
  const { host } = stage;
  const rules = await Promise.all([holdRegion(host, "near"), holdRegion(host, "far")]);
  const begun = await landStrikes(stage, index);
  const holding = async () => (await host.faults()).filter(({ id, hanging }) => rules.includes(id) && hanging.length);
  await expect.poll(holding, patience).toHaveLength(2);
  await ended(host, await land(stage, birdstrikes, index, files.birdstrikes(`newer ${index}`)));
  for (const rule of rules) await host.removeFaults(rule);
  return begun;
}

/** Holds the next run where its region's machine begins. */
async function holdRegion(host: KillableHost, role: "near" | "far"): Promise<number> {
  return await host.addFault({ state: `csv-lake-${role}-*.IsStaged`, times: 1, answer: hang });
}

/** Lands a file whose run is stopped at its start. */
async function landStopped(stage: Stage, index: number): Promise<Begun> {
  return await stopped(stage.host, "csv-lake-???????.*", () => landReadings(stage, index));
}

/** Begins an attempt, and stops its execution as it enters a state. */
async function stopped(host: KillableHost, state: string, begin: () => Promise<Begun>): Promise<Begun> {
  const hold = await host.addFault({ state, times: 1, answer: hang });
  const begun = await begin();
  const hanging = async () => (await host.faults()).find(({ id }) => id === hold)?.hanging[0] ?? "";
  await expect.poll(hanging, patience).toContain(begun.run);
  const executionArn = await hanging();
  using states = new StepFunctions(host.target);
  await states.of(executionArn).send(new StopExecutionCommand({ executionArn }));
  await host.removeFaults(hold);
  return begun;
}

/** Resolves once the first attempt at a run has ended. */
async function ended({ target }: KillableHost, { run }: Begun): Promise<void> {
  using states = new StepFunctions(target);
  const status = async () => (await states.describe(target.outputs.mainMachine, executionName(run, 0)))?.status;
  await expect.poll(status, patience).toMatch(/^(SUCCEEDED|FAILED)$/);
}

/** Resolves once a region has begun to publish a run: what is staged then is all that will be. */
async function isStaged({ target }: KillableHost, { run }: Begun): Promise<void> {
  using states = new StepFunctions(target);
  const known = async () => (await attemptsOf(states, target.outputs, run)).regions;
  const isKnown = async () => Object.values(await known()).some((attempts) => attempts.length > 0);
  await expect.poll(isKnown, patience).toBe(true);
}

/** Starts the next attempt at a run. */
async function startNext({ target }: KillableHost, { run }: Begun, options: RetryOptions): Promise<Begun> {
  using states = new StepFunctions(target);
  const plan = await planRetry(states, target.outputs, await attemptsOf(states, target.outputs, run), options);
  if (plan === undefined) throw new Error(`${run} has nothing left to do`);
  const { machine: stateMachineArn, attempt, input } = plan;
  const name = executionName(run, attempt);
  await states
    .of(stateMachineArn)
    .send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  return { run, attempt };
}
