import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { healthOf, hostTarget } from "../../../../local/cli/target/hostTarget.ts";
import type { StackOutputs } from "../../../../local/cli/target/stackOutputs.ts";
import type { LocalTarget } from "../../../../local/cli/target/Target.ts";
import { withCsvLake } from "../../../../local/cli/target/withCsvLake.ts";
import type { FaultRule } from "../../../../local/host/faults/FaultRule.ts";
import type { Fault } from "../../../../local/host/faults/HeldRule.ts";

/** When a host kills itself: as a state is entered, or after so many calls of the program's roles. */
export interface KillWhen {
  /** `<machine>.<state>` */
  readonly state?: string;
  readonly calls?: number;
}

const script = fileURLToPath(new URL("./hostProcess.ts", import.meta.url));

/** A host in a process of its own, that SIGKILL ends. */
export class KillableHost implements AsyncDisposable {
  /** Whatever pipelines the program has. */
  readonly stack: LocalTarget<StackOutputs>;
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;

  private constructor(stack: LocalTarget<StackOutputs>, child: ChildProcess, exit: Promise<unknown>) {
    this.stack = stack;
    this.#child = child;
    this.#exit = exit;
  }

  /** @param kill aborted, it is killed, even while it starts */
  static async start(graphFile: string, stateDir: string, kill?: AbortSignal): Promise<KillableHost> {
    const child = spawn(process.execPath, [script, graphFile, stateDir], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    kill?.addEventListener("abort", () => child.kill("SIGKILL"));
    const exit = once(child, "exit");
    const ready = await Promise.race([once(child, "message"), exit]);
    const endpoint = String(ready[0]);
    if (!endpoint.startsWith("http")) throw new Error(`The host ended as it started: ${ready.join(" ")}`);
    return new KillableHost(hostTarget({ endpoint, stateDir }, await healthOf(endpoint)), child, exit);
  }

  /** The same where the program has csv-lake. */
  get target(): LocalTarget {
    return withCsvLake(this.stack);
  }

  /** From now on it kills itself then. */
  async arm(when: KillWhen): Promise<void> {
    const armed = once(this.#child, "message");
    this.#child.send(when);
    await armed;
  }

  /** Has calls go wrong, or executions held, from now on; gives the rule's id. */
  async addFault(rule: FaultRule): Promise<number> {
    const headers = { "content-type": "application/json" };
    const added = await this.#askFaults("", { method: "POST", headers, body: JSON.stringify(rule) });
    return added.at(-1)?.id ?? 0;
  }

  /** The rules that hold. */
  async faults(): Promise<readonly Fault[]> {
    return await this.#askFaults("");
  }

  /** @param id of the one rule to remove. @default all */
  async removeFaults(id?: number): Promise<void> {
    await this.#askFaults(id === undefined ? "" : `?id=${id}`, { method: "DELETE" });
  }

  /** The signal that ended it; null while it runs. */
  get signal(): string | null {
    return this.#child.signalCode;
  }

  /** Resolves when it is gone. */
  async end(): Promise<void> {
    await this.#exit;
  }

  /** By SIGKILL. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #askFaults(query: string, request: RequestInit = {}): Promise<readonly Fault[]> {
    const { endpoint } = this.stack.clientConfig("");
    const response = await fetch(`${endpoint}/_sluice/faults${query}`, request);
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as readonly Fault[];
  }
}
