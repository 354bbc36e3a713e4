import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import { executionName } from "../../../../core/commit/executionName.ts";
import type { Engine } from "../../../../core/commit/Run.ts";
import type { Contract } from "../../../../core/contract/Contract.ts";
import type { Retried } from "../../../../local/cli/runs/retryRun.ts";
import { healthOf, hostTarget } from "../../../../local/cli/target/hostTarget.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { LocalTarget } from "../../../../local/cli/target/Target.ts";
import { withCsvLake } from "../../../../local/cli/target/withCsvLake.ts";
import { type Host, startHost } from "../../../../local/host/startHost.ts";
import type { Graph } from "../../../../local/program/Graph.ts";
import type { CallRecord } from "../../../../local/services/kernel/CallRecord.ts";
import type { HostEvent } from "../../../../local/services/kernel/HostEvent.ts";
import { hurriedClock } from "./hurriedClock.ts";
import { type Landed, landVersion } from "./landVersion.ts";
import { retryAs } from "./retryAs.ts";

export type { Landed } from "./landVersion.ts";

/** How a run's execution in a machine ended. */
export type Ended = Pick<DescribeExecutionOutput, "status" | "error" | "cause" | "output">;

/** The whole program on a host, with what was landed in it. */
export class Pipeline implements AsyncDisposable {
  readonly host: Host;
  readonly graph: Graph;
  readonly stateDir: string;
  readonly target: LocalTarget;
  /** All calls so far, and what the host told besides. */
  readonly calls: CallRecord[] = [];
  readonly events: HostEvent[] = [];
  /** The newest version of each key that was landed. */
  readonly landed = new Map<string, Landed>();
  readonly #isOwnFolder: boolean;

  private constructor(host: Host, graph: Graph, target: LocalTarget, isOwnFolder: boolean) {
    this.host = host;
    this.graph = graph;
    this.stateDir = target.stateDir;
    this.target = target;
    this.#isOwnFolder = isOwnFolder;
    host.events.on((event) => void (event.kind === "call" ? this.calls.push(event.call) : this.events.push(event)));
  }

  /** @param folder of state. @default a new one, removed at the end */
  static async start(graph: Graph, folder?: string): Promise<Pipeline> {
    const stateDir = folder ?? (await mkdtemp(join(tmpdir(), "sluice-faults-")));
    const host = await startHost({ graph, stateDir, clock: hurriedClock });
    const target = withCsvLake(hostTarget({ endpoint: host.endpoint, stateDir }, await healthOf(host.endpoint)));
    return new Pipeline(host, graph, target, folder === undefined);
  }

  get regions(): string[] {
    return Object.keys(this.target.outputs.lakes);
  }

  get near(): string {
    return this.regions[0] ?? "";
  }

  get far(): string {
    return this.regions[1] ?? "";
  }

  /** Lands a version of a file, as `<dataset>/<name>`, for an engine where one is given. */
  async land(contract: Contract, name: string, text: string | Uint8Array, engine?: Engine): Promise<Landed> {
    const landed = await landVersion(this.target, contract, name, text, engine);
    this.landed.set(landed.key, landed);
    return landed;
  }

  /** Resolves with the end of an attempt at a run. */
  async end({ run }: Pick<Landed, "run">, attempt = 0, machine = this.target.outputs.mainMachine): Promise<Ended> {
    using states = new StepFunctions(this.target);
    const name = executionName(run, attempt);
    const isEnd = (event: HostEvent) =>
      event.kind === "execution.ended" && event.name === name && machine.endsWith(`:${event.machine}`);
    const ended = this.host.events.first(isEnd);
    if (!this.events.some(isEnd)) await ended;
    const described = await states.describe(machine, name);
    if (described === undefined) throw new Error(`${name} is no execution of ${machine}`);
    return described;
  }

  async run(contract: Contract, name: string, text: string | Uint8Array): Promise<Landed & Ended> {
    const landed = await this.land(contract, name, text);
    return { ...landed, ...(await this.end(landed)) };
  }

  /** What the verb `retry` does; undefined where nothing was left to do. */
  async retry({ run }: Pick<Landed, "run">, region?: string): Promise<Retried | undefined> {
    return await retryAs(this.target, run, region);
  }

  /** The mails since so many events ago. */
  mails(since = 0): string[] {
    return this.events.slice(since).flatMap((event) => (event.kind === "mail.sent" ? [event.message] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host.close();
    if (this.#isOwnFolder) await rm(this.stateDir, { recursive: true, force: true });
  }
}
