import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executionName } from "../../../core/commit/executionName.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { readings } from "../../../datasets/readings.ts";
import { StepFunctions } from "../../../local/cli/target/StepFunctions.ts";
import type { Graph } from "../../../local/program/Graph.ts";
import { machineSpecs } from "../../../local/program/specs/machineSpecs.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { impatient } from "./support/impatient.ts";
import { KillableHost } from "./support/KillableHost.ts";
import { type Landed, landVersion } from "./support/landVersion.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { Pipeline } from "./support/Pipeline.ts";
import { retryAs } from "./support/retryAs.ts";
import { saveGraph } from "./support/savedGraph.ts";

/** A machine's state that a run enters, and the dataset whose run does. */
interface Passage {
  readonly dataset: "birdstrikes" | "readings";
  readonly machine: string;
  readonly state: string;
}

/** Every state with SLUICE_SOAK=1; otherwise one of so many. */
const stride = process.env.SLUICE_SOAK === "1" ? 1 : 6;
const contracts = { birdstrikes, readings };
const datasets = ["birdstrikes", "readings"] as const;

let folder: string;
let graphFile: string;
let graph: Graph;
let passages: Passage[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-kills-"));
  graphFile = join(folder, "graph.json");
  graph = impatient(await loadedProgram());
  await saveGraph(graph, graphFile);
  passages = await passagesOf(graph);
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** The states that a run of each dataset enters, in the order of a faultless one. */
async function passagesOf(loaded: Graph): Promise<Passage[]> {
  await using pipeline = await Pipeline.start(loaded);
  const found: Passage[] = [];
  for (const dataset of datasets) {
    const since = pipeline.events.length;
    const { status } = await pipeline.run(contracts[dataset], "faultless.csv", files[dataset]("faultless"));
    expect(status).toBe("SUCCEEDED");
    for (const event of pipeline.events.slice(since))
      if (event.kind === "state.entered") found.push({ dataset, machine: event.machine, state: event.state });
  }
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** What of a passage is new beside those of another dataset: without the soak, no state is taken twice. */
function isTaken({ machine, state }: Passage, index: number): boolean {
  const first = passages.findIndex((each) => each.machine === machine && each.state === state);
  return stride === 1 || first === index;
}

describe("a host that is killed", () => {
  it("as a state is entered has its run aborted, and a retry on the next host does the rest", async () => {
    const stateDir = join(folder, "state");
    const taken = passages.filter(isTaken).filter((_, index) => index % stride === 0);
    tellCoverage(taken);
    const landed = new Map<string, Landed>();
    let killed: Landed | undefined;
    for (const [index, { dataset, machine, state }] of taken.entries()) {
      await using host = await KillableHost.start(graphFile, stateDir);
      if (killed) await retried(host, killed, landed);
      await host.arm({ machine, state });
      killed = await landVersion(host.target, contracts[dataset], `${index}.csv`, files[dataset](`f${index}`));
      const outcome = await outcomeOf(host, killed);
      // A run comes by a waiting state only where what it waits for takes its time: then it may end before the kill.
      if (!state.startsWith("WaitFor") || outcome !== "SUCCEEDED") {
        expect([machine, state, outcome]).toEqual([machine, state, "SIGKILL"]);
      }
      if (stride === 1) console.log(`${index + 1} of ${taken.length}: ${dataset} killed at ${machine}.${state}`);
    }
    await using last = await KillableHost.start(graphFile, stateDir);
    if (killed) await retried(last, killed, landed);
    await expectFaultless({ target: last.target, landed });
  }, 900_000);
});

describe("what a host keeps", () => {
  it("opens soundly after kills at any moment: of the first start, of later ones, and of runs", async () => {
    const stateDir = join(folder, "any-moment");
    const landed = new Map<string, Landed>();
    const delays = [100, 300, 600, 900, 1300];
    for (const delay of delays) await killedWhileStarting(stateDir, delay);
    for (const [index, delay] of [700, 1500].entries()) {
      await using host = await KillableHost.start(graphFile, stateDir);
      const version = await landVersion(host.target, birdstrikes, `${index}.csv`, files.birdstrikes(`${delay}`));
      landed.set(version.key, version);
      await setTimeout(delay);
    }
    await using last = await KillableHost.start(graphFile, stateDir);
    for (const { run } of landed.values()) await heardOf(last, run);
    await expectFaultless({ target: last.target, landed });
  }, 300_000);
});

/** The signal that ended the host, or how the run ended before one did. */
async function outcomeOf(host: KillableHost, { run }: Landed): Promise<string | null | undefined> {
  using states = new StepFunctions(host.target);
  const isOver = new AbortController();
  const ended = async () => {
    while (!isOver.signal.aborted) {
      const found = await states
        .describe(host.target.outputs.mainMachine, executionName(run, 0))
        .catch(() => undefined);
      if (found !== undefined && found.status !== "RUNNING") return found.status;
      await setTimeout(300);
    }
    return undefined;
  };
  const outcome = await Promise.race([host.end(), ended()]);
  isOver.abort();
  return outcome;
}

/** Kills the process of a host so many milliseconds after it has begun to start. */
async function killedWhileStarting(stateDir: string, delay: number): Promise<void> {
  const starting = KillableHost.start(graphFile, stateDir, AbortSignal.timeout(delay));
  await using _ = await starting.catch(() => undefined);
}

/** Retries a run that was begun; lands nothing anew, as the queue still holds what no function has dealt with. */
async function heardOf({ target }: KillableHost, run: string): Promise<void> {
  using states = new StepFunctions(target);
  const isKnown = async () => (await states.describe(target.outputs.mainMachine, executionName(run, 0)))?.status;
  await expect.poll(isKnown, { timeout: 200_000, interval: 200 }).toMatch(/^(SUCCEEDED|ABORTED|FAILED)$/);
  const retried = await retryAs(target, run);
  expect(retried?.status ?? "SUCCEEDED").toBe("SUCCEEDED");
}

async function retried({ target }: KillableHost, run: Landed, landed: Map<string, Landed>): Promise<void> {
  const ended = await retryAs(target, run.run);
  // Where each region had published before the main machine was killed, there is nothing to retry.
  expect([run.key, ended?.status ?? "SUCCEEDED", ended?.cause]).toEqual([run.key, "SUCCEEDED", undefined]);
  landed.set(run.key, run);
}

function tellCoverage(taken: readonly Passage[]): void {
  const name = ({ machine, state }: Passage) => `${machine.replace(/-[0-9a-f]{7}$/, "")}.${state}`;
  const all = machineSpecs(graph).flatMap(({ name: machine, definition }) =>
    Object.keys(JSON.parse(definition).States).map((state) => name({ dataset: "birdstrikes", machine, state })),
  );
  const entered = new Set(passages.map(name));
  console.log(
    `Killed at ${taken.length} of ${entered.size} states that faultless runs enter: ${taken.map(name).join(" ")}`,
  );
  console.log(`Entered by no faultless run: ${all.filter((each) => !entered.has(each)).join(" ")}`);
}
