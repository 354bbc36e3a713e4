import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { processTree } from "./processTree.ts";

/** A command that ran to its end, or crashed. */
export interface Measured {
  /** Wall time from start to exit. */
  readonly seconds: number;
  /** Most resident bytes of the process and its descendants together, looked at every 50 ms. */
  readonly peakBytes: number;
  readonly stdout: string;
  /** The signal that ended it: `SIGSEGV`, say. @default none did */
  readonly crash?: NodeJS.Signals;
}

/**
 * Runs a command and measures it, be it to a crash.
 * @throws Error with what it wrote on standard error, where it fails by itself
 */
export async function measured(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const since = performance.now();
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  let peakBytes = 0;
  const watch = setInterval(() => {
    if (child.pid === undefined) return;
    const now = processTree(child.pid).reduce((sum, { resident }) => sum + resident, 0);
    peakBytes = Math.max(peakBytes, now);
  }, 50);
  try {
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code, crash] = (await closed) as [number | null, NodeJS.Signals | null];
    const seconds = (performance.now() - since) / 1000;
    if (crash !== null) return { seconds, peakBytes, stdout, crash };
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${stderr.slice(-4000)}`);
    return { seconds, peakBytes, stdout };
  } finally {
    clearInterval(watch);
    child.kill("SIGKILL");
  }
}
