import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { killGroup } from "../../../killGroup.ts";
import type { LaidOutRun } from "./layOutRun.ts";
import type { RunLog } from "./RunLog.ts";

/** How long, in milliseconds, the pipes of a process that has ended may be held by those that it started. */
const linger = 5000;

/** The process of a run, with all that it starts: they are one group, which is killed as one and ends with the host. */
export class RunProcess {
  /** What went wrong, in Glue's words; undefined where nothing did. */
  readonly ended: Promise<string | undefined>;
  readonly #process: ChildProcess;
  readonly #laid: LaidOutRun;

  constructor(laid: LaidOutRun, logs: { output: RunLog; error: RunLog }) {
    this.#laid = laid;
    this.#process = spawn(laid.command, laid.arguments, {
      cwd: laid.workFolder,
      env: laid.environment,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    const { stdin, stdout, stderr } = this.#process;
    stdin?.on("error", () => undefined);
    stdout?.on("data", (bytes: Buffer) => logs.output.write(bytes));
    stderr?.on("data", (bytes: Buffer) => logs.error.write(bytes));
    this.ended = this.#end();
  }

  kill(): void {
    killGroup(this.#process.pid);
  }

  async #end(): Promise<string | undefined> {
    const closed = new Promise<void>((resolve) => this.#process.once("close", () => resolve()));
    const failure = await new Promise<string | undefined>((resolve) => {
      this.#process.once("error", (error) => resolve(`LAUNCH ERROR | ${error.message}`));
      this.#process.once("exit", (code, signal) => resolve(this.#failure(code, signal)));
    });
    this.kill();
    const waited = new AbortController();
    await Promise.race([closed, setTimeout(linger, undefined, { signal: waited.signal }).catch(() => undefined)]);
    waited.abort();
    return failure;
  }

  #failure(code: number | null, signal: NodeJS.Signals | null): string | undefined {
    if (code === 0) return undefined;
    const { failureFile } = this.#laid;
    if (existsSync(failureFile)) return readFileSync(failureFile, "utf8");
    return `Command failed with exit code ${code ?? `of signal ${signal}`}`;
  }
}
