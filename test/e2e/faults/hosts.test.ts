import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executionName } from "../../../core/commit/executionName.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { projectFolder } from "../../../local/cli/folders.ts";
import { localOptions } from "../../../local/cli/target/localOptions.ts";
import { StepFunctions } from "../../../local/cli/target/StepFunctions.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { impatient } from "./support/impatient.ts";
import { KillableHost } from "./support/KillableHost.ts";
import { type Landed, landVersion } from "./support/landVersion.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { outbox } from "./support/outbox.ts";
import { expectRecovered } from "./support/recovered.ts";
import { saveGraph } from "./support/savedGraph.ts";

let folder: string;
let graphFile: string;
/** The folder of the program's mails: their commands name it. */
let stateDir: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-hosts-"));
  graphFile = join(folder, "graph.json");
  stateDir = join(folder, "state");
  const commandOptions = localOptions("dev", stateDir).trim();
  await saveGraph(impatient(await loadedProgram({ "sluice:commandOptions": commandOptions })), graphFile);
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("a run that a killed host leaves", () => {
  it("is aborted by the next, told of in a mail, and published by the command that the mail says", async () => {
    const version = await killedAtVerify();
    await using next = await KillableHost.start(graphFile, stateDir);
    using states = new StepFunctions(next.target);
    const name = executionName(version.run, 0);
    expect(await states.describe(next.target.outputs.mainMachine, name)).toMatchObject({ status: "ABORTED" });
    const mails = async () => (await outbox(stateDir)).filter((mail) => mail.includes(version.run));
    await expect.poll(mails, { timeout: 60_000 }).toHaveLength(1);
    const [mail = ""] = await mails();
    const command = /Resume: (npx sluice retry [^"\n]+)/.exec(mail)?.[1] ?? "";
    expect(command).toContain(version.run);
    // The verb starts a host of its own on the folder.
    await next.kill();
    const { stdout } = await promisify(execFile)("sh", ["-c", command], { cwd: projectFolder });
    expect(stdout).toContain("succeeded");
    await using last = await KillableHost.start(graphFile, stateDir);
    await expectFaultless({ target: last.target, landed: new Map([[version.key, version]]) });
    expect(await mails()).toHaveLength(1);
  }, 300_000);
});

/** A run whose host was killed once it was converted. */
async function killedAtVerify(): Promise<Landed> {
  await using host = await KillableHost.start(graphFile, stateDir);
  const hold = await host.addFault({ state: "*.Verify", answer: { hang: 3_600_000 } });
  const version = await landVersion(host.target, birdstrikes, "left.csv", files.birdstrikes("left"));
  const hanging = async () => (await host.faults()).find(({ id }) => id === hold)?.hanging.length;
  await expect.poll(hanging, { timeout: 120_000, interval: 100 }).toBe(1);
  return version;
}

describe("what a host keeps", () => {
  it("opens soundly after kills at any moment: of the first start, of later ones, and of runs", async () => {
    const anyMoment = join(folder, "any-moment");
    const landed = new Map<string, Landed>();
    const delays = [100, 300, 600, 900, 1300];
    for (const delay of delays) await killedWhileStarting(anyMoment, delay);
    for (const [index, delay] of [700, 1500].entries()) {
      await using host = await KillableHost.start(graphFile, anyMoment);
      const version = await landVersion(host.target, birdstrikes, `${index}.csv`, files.birdstrikes(`${delay}`));
      landed.set(version.key, version);
      await setTimeout(delay);
    }
    await using last = await KillableHost.start(graphFile, anyMoment);
    await expectRecovered(
      last,
      [...landed.values()].map(({ run }) => [run, {}] as const),
    );
    await expectFaultless({ target: last.target, landed });
  }, 300_000);
});

/** Kills the process of a host so many milliseconds after it has begun to start. */
async function killedWhileStarting(place: string, delay: number): Promise<void> {
  const starting = KillableHost.start(graphFile, place, AbortSignal.timeout(delay));
  await using _ = await starting.catch(() => undefined);
}
