import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { killGroup } from "../../killGroup.ts";

/** A process that ended by itself. */
export interface Ended {
  readonly code: number | null;
  /** The last lines that it wrote on standard error. */
  readonly errors: readonly string[];
}

/** How many lines of standard error are kept. */
const kept = 200;

/** How long, in milliseconds, those that a process started may still hold its pipes. */
const linger = 5000;

/**
 * Runs a process and all that it starts as one group, which ends with it, or when the signal aborts.
 * @param tell takes each line of its standard output
 * @throws the signal's reason where it aborts
 */
export async function runProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<Ended> {
  signal.throwIfAborted();
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const kill = () => killGroup(child.pid);
  const errors: string[] = [];
  createInterface(child.stdout).on("line", tell);
  createInterface(child.stderr).on("line", (line) => {
    errors.push(line);
    if (errors.length > kept) errors.shift();
  });
  signal.addEventListener("abort", kill, { once: true });
  process.once("exit", kill);
  try {
    const closed = once(child, "close").catch(() => undefined);
    const [code] = (await once(child, "exit")) as [number | null];
    kill();
    await Promise.race([closed, setTimeout(linger, undefined, { ref: false })]);
    signal.throwIfAborted();
    return { code, errors };
  } finally {
    process.off("exit", kill);
    signal.removeEventListener("abort", kill);
  }
}
