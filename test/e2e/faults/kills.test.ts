import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageOf } from "../../../core/messageOf.ts";
import type { RetryOptions } from "../../../local/cli/runs/planRetry.ts";
import { StepFunctions } from "../../../local/cli/target/StepFunctions.ts";
import { findSpark } from "../../../local/python/findSpark.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { holdAll, isDone } from "./support/holdAll.ts";
import { impatient } from "./support/impatient.ts";
import { KillableHost } from "./support/KillableHost.ts";
import { type Begun, killScenarios, type Scenario, type Stage, sparkScenario } from "./support/killScenarios.ts";
import type { Landed } from "./support/landVersion.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { expectRecovered } from "./support/recovered.ts";
import { saveGraph } from "./support/savedGraph.ts";
import { shortState, statesOf } from "./support/statesOf.ts";

/** With SLUICE_SOAK=1 hosts are killed at each state by itself too, while all else goes on: some eighty of them. */
const isSoak = process.env.SLUICE_SOAK === "1";
const whyNoSpark = isSoak ? await whyNotSetUp() : "Spark takes its time: with SLUICE_SOAK=1";

/** Why no host is killed as these states are entered. */
const notKilledAt: readonly (readonly [state: RegExp, why: string])[] = [
  [/\.WaitForHistory$/, "Step Functions' histories lag behind its events, those of the host do not"],
  [/\.(ReadOlder|BothPages)$/, "no execution here leaves a hundred events in its last step"],
  [/^csv-lake\.CollectStaged$/, whyNoSpark ?? ""],
];
const whyNot = (state: string) => notKilledAt.find(([pattern, why]) => why !== "" && pattern.test(state))?.[1];
const scenarios = [...killScenarios, ...(whyNoSpark === undefined ? [sparkScenario] : [])];

let folder: string;
let graphFile: string;
/** All states of the program's machines; those that runs entered, with what these runs were. */
let states: readonly string[];
const enteredBy = new Map<string, Scenario>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-kills-"));
  graphFile = join(folder, "graph.json");
  const graph = impatient(await loadedProgram());
  await saveGraph(graph, graphFile);
  states = statesOf(graph);
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("a host that is killed", () => {
  const landed = new Map<string, Landed>();
  /** What each host left to the next: the runs that it was to do, and executions that it held. */
  const left = { runs: new Map<string, RetryOptions>(), executions: new Set<string>() };

  async function nextHost(): Promise<KillableHost> {
    const host = await KillableHost.start(graphFile, join(folder, "held"));
    await expectAborted(host, left.executions);
    await expectRecovered(host, left.runs);
    left.executions.clear();
    left.runs.clear();
    return host;
  }

  it.each(scenarios)(
    "as states are entered by $what",
    async (scenario) => {
      await using host = await nextHost();
      const known = landed.size;
      const waiting = states.filter((state) => !enteredBy.has(state));
      const held = await holdAll({ host, landed, left: left.runs, again: new Map() }, scenario, waiting, known);
      await host.kill();
      for (const [state, execution] of held) {
        enteredBy.set(state, scenario);
        left.executions.add(execution);
      }
      const names = [...held.keys()].map(shortState).join(" ");
      console.log(`Killed as ${landed.size - known} ${scenario.what} entered ${held.size} states: ${names}`);
    },
    900_000,
  );

  it("has each run told of in a mail, and retries on the next host do the rest, at every state that the machines have", async () => {
    await using host = await nextHost();
    await expectFaultless({ target: host.target, landed });
    console.log(`Killed at ${enteredBy.size} of the ${states.length} states that the machines have.`);
    const others = states.filter((state) => !enteredBy.has(state)).map(shortState);
    for (const state of others) console.log(`Not killed at ${state}: ${whyNot(state) ?? "nothing here enters it"}`);
    expect(others.filter((state) => whyNot(state) === undefined)).toEqual([]);
  }, 900_000);
});

async function expectAborted({ target }: KillableHost, executions: Iterable<string>): Promise<void> {
  using stepFunctions = new StepFunctions(target);
  for (const executionArn of executions) {
    const { status } = await stepFunctions.of(executionArn).send(new DescribeExecutionCommand({ executionArn }));
    expect([executionArn, status]).toEqual([executionArn, "ABORTED"]);
  }
}

describe.runIf(isSoak)("a host that is killed at one state alone", () => {
  it("while all else goes on has its run told of, and a retry on the next host does the rest", async () => {
    const landed = new Map<string, Landed>();
    const left = new Map<string, RetryOptions>();
    for (const [index, [state, scenario]] of [...enteredBy].entries()) {
      await using host = await KillableHost.start(graphFile, join(folder, "one-by-one"));
      await expectRecovered(host, left);
      left.clear();
      for (const rule of scenario.rules) await host.addFault(rule);
      await host.arm({ state });
      await Promise.race([
        host.end(),
        playOut({ host, landed, left, again: new Map<string, Begun>() }, scenario, index),
      ]);
      const signal = host.signal;
      console.log(`${index + 1} of ${enteredBy.size}: ${shortState(state)} ${signal ?? "was not come by"}`);
      // A run comes by a waiting state only where what it waits for takes its time.
      if (!/\.WaitFor/.test(state)) expect([state, signal]).toEqual([state, "SIGKILL"]);
    }
    await using last = await KillableHost.start(graphFile, join(folder, "one-by-one"));
    await expectRecovered(last, left);
    await expectFaultless({ target: last.target, landed });
  }, 3_600_000);
});

/** Has the files of one turn go through a scenario to their ends, or until the host is killed. */
async function playOut(stage: Stage, scenario: Scenario, from: number): Promise<void> {
  const { turn = 1 } = scenario;
  const gone = new AbortController();
  const end = stage.host.end().finally(() => gone.abort());
  try {
    for (let index = from; index < from + turn; index += 1) {
      await isDone(stage.host, await scenario.begin(stage, index), gone.signal);
    }
  } catch (error) {
    // Calls of a host that is killed fail some time before its process is seen to have ended.
    const isGone = await Promise.race([end.then(() => true), setTimeout(30_000, false)]);
    if (!isGone) throw error;
  }
}

async function whyNotSetUp(): Promise<string | undefined> {
  return await findSpark().then(() => undefined, messageOf);
}
