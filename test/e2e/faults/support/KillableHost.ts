import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { healthOf, hostTarget } from "../../../../local/cli/target/hostTarget.ts";
import type { LocalTarget } from "../../../../local/cli/target/Target.ts";

/** When a host kills itself: as a state is entered, or after so many calls of the program's roles. */
export interface KillWhen {
  /** Its name. */
  readonly machine?: string;
  readonly state?: string;
  readonly calls?: number;
}

const script = fileURLToPath(new URL("./hostProcess.ts", import.meta.url));

/** A host in a process of its own, that SIGKILL ends. */
export class KillableHost implements AsyncDisposable {
  readonly target: LocalTarget;
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;

  private constructor(target: LocalTarget, child: ChildProcess, exit: Promise<unknown>) {
    this.target = target;
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

  /** From now on it kills itself then. */
  async arm(when: KillWhen): Promise<void> {
    const armed = once(this.#child, "message");
    this.#child.send(when);
    await armed;
  }

  /** Resolves with the signal that ended it. */
  async end(): Promise<string | null> {
    await this.#exit;
    return this.#child.signalCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exit;
  }
}
