import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import { executionName } from "../../../core/commit/executionName.ts";
import type { Run } from "../../../core/commit/Run.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { StepFunctions } from "../../../local/cli/target/StepFunctions.ts";
import type { FaultRule } from "../../../local/host/faults/FaultRule.ts";
import { seed } from "../../seed.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { impatient, isLanding } from "./support/impatient.ts";
import { KillableHost } from "./support/KillableHost.ts";
import { type Landed, landVersion } from "./support/landVersion.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { retryAs } from "./support/retryAs.ts";
import { saveGraph } from "./support/savedGraph.ts";
import { settle } from "./support/settle.ts";

const numRuns = process.env.SLUICE_SOAK === "1" ? 60 : 3;
/** Of the one sequence that failed, as fast-check names it. */
const path = process.env.SLUICE_PATH;

type Step =
  | { readonly kind: "land"; readonly key: number }
  | { readonly kind: "again"; readonly key: number }
  | { readonly kind: "fault"; readonly rule: FaultRule }
  | { readonly kind: "kill"; readonly key: number; readonly calls: number }
  | { readonly kind: "retry"; readonly key: number };

const key = fc.nat({ max: 2 });
const rule: fc.Arbitrary<FaultRule> = fc.record({
  caller: fc.constant("csv-lake-*"),
  after: fc.nat({ max: 40 }),
  times: fc.integer({ min: 1, max: 6 }),
  answer: fc.constantFrom<FaultRule["answer"]>("throttle", "unavailable", "reset", "lost", { hang: 300 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("land" as const), key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("again" as const), key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fault" as const), rule }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("kill" as const), key, calls: fc.integer({ min: 1, max: 70 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("retry" as const), key }) },
);

let folder: string;
let graphFile: string;
let landingQueue: string;
beforeAll(async () => {
  console.log(`Sequences of seed ${seed}: SLUICE_SEED=${seed} repeats them, SLUICE_PATH=<path> with it one of them.`);
  folder = await mkdtemp(join(tmpdir(), "sluice-sequences-"));
  graphFile = join(folder, "graph.json");
  const graph = impatient(await loadedProgram({ "sluice:warehouse": "none" }));
  landingQueue = String(graph.ofType("aws:sqs/queue:Queue").find(isLanding)?.outputs.name);
  await saveGraph(graph, graphFile);
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("whatever lands, fails, comes twice, is killed and retried", () => {
  it("ends, once all is retried, as if nothing had gone wrong", async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (steps) => {
      const stateDir = await mkdtemp(join(folder, "state-"));
      await using story = new Story(stateDir);
      await story.start();
      for (const each of steps) await story.take(each);
      await story.end();
    });
    await fc.assert(property, { numRuns, seed, endOnFailure: true, ...(path === undefined ? {} : { path }) });
  }, 3_600_000);
});

/** A folder of state, the host that works on it now, and what was landed. */
class Story implements AsyncDisposable {
  readonly #stateDir: string;
  readonly #landed = new Map<string, Landed>();
  #host: KillableHost | undefined;
  #versions = 0;

  constructor(stateDir: string) {
    this.#stateDir = stateDir;
  }

  async start(): Promise<void> {
    this.#host = await KillableHost.start(graphFile, this.#stateDir);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === "land") await this.#land(step.key);
    else if (step.kind === "again") await this.#sendAgain(step.key);
    else if (step.kind === "fault") await this.#running.addFault(step.rule);
    else if (step.kind === "kill") await this.#kill(step.key, step.calls);
    else await this.#retry(step.key);
  }

  /** Nothing goes wrong any more, and everything is retried. */
  async end(): Promise<void> {
    const { target } = this.#running;
    await this.#running.removeFaults();
    await settle(target, Object.keys(target.outputs.lakes)[0] ?? "", landingQueue);
    await expectFaultless({ target, landed: this.#landed });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host?.[Symbol.asyncDispose]();
    await rm(this.#stateDir, { recursive: true, force: true });
  }

  get #running(): KillableHost {
    if (this.#host === undefined) throw new Error("The story has not begun");
    return this.#host;
  }

  async #land(key: number): Promise<void> {
    this.#versions += 1;
    const text = files.birdstrikes(`key ${key} version ${this.#versions}`);
    const landed = await landVersion(this.#running.target, birdstrikes, `${key}.csv`, text);
    this.#landed.set(landed.key, landed);
  }

  /** Lands a version and has the host killed meanwhile, or soon after; what was not answered is landed again. */
  async #kill(key: number, calls: number): Promise<void> {
    await this.#running.arm({ calls });
    const isLanded = await this.#land(key).then(
      () => true,
      () => false,
    );
    await Promise.race([this.#running.end(), new Promise((resolve) => setTimeout(resolve, 4000))]);
    await this.#running[Symbol.asyncDispose]();
    await this.start();
    if (!isLanded) await this.#land(key);
  }

  /** As S3 may: the event of the newest version comes twice. */
  async #sendAgain(key: number): Promise<void> {
    const { target } = this.#running;
    const landed = this.#landed.get(`${birdstrikes.name}/${key}.csv`);
    using states = new StepFunctions(target);
    const name = executionName(landed?.run ?? "", 0);
    const execution = landed && (await states.describe(target.outputs.mainMachine, name));
    if (execution?.input === undefined) return;
    const { source } = JSON.parse(execution.input) as Run;
    const { key: objectKey, size, versionId, sequencer } = source;
    const s3 = { bucket: { name: source.bucket }, object: { key: objectKey, size, versionId, sequencer } };
    const sqs = new SQSClient(target.clientConfig(Object.keys(target.outputs.lakes)[0] ?? ""));
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: landingQueue }));
    const MessageBody = JSON.stringify({ Records: [{ eventName: "ObjectCreated:Put", s3 }] });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    sqs.destroy();
  }

  async #retry(key: number): Promise<void> {
    const landed = this.#landed.get(`${birdstrikes.name}/${key}.csv`);
    // Refused while the run is under way, or before it is known.
    if (landed) await retryAs(this.#running.target, landed.run).catch(() => undefined);
  }
}
