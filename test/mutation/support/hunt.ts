import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Reader } from "./readerMutants.ts";

/**
 * What becomes of a mutant: a case came out otherwise, or none did; it hung or took its process with it; or its reader
 * has no use for the file that it is in.
 */
export type Fate = "killed" | "survived" | "stuck" | "unread";

const script = join(import.meta.dirname, "huntMutants.ts");
/** A mutant that no case has told from its reader by then hangs, in milliseconds. */
const patience = 60_000;

/** Lets mutants convert in a process of their own, one after the other, and tells what became of each. */
export async function hunt(reader: Reader, numbers: readonly number[]): Promise<Fate[]> {
  const fates: Fate[] = [];
  let child: ChildProcess | undefined;
  try {
    for (const number of numbers) {
      child ??= await started(reader);
      const fate = await fateOf(child, number);
      fates.push(fate);
      if (fate !== "stuck") continue;
      child.kill("SIGKILL");
      child = undefined;
    }
  } finally {
    child?.kill("SIGKILL");
  }
  return fates;
}

async function started(reader: Reader): Promise<ChildProcess> {
  const child = fork(script, [reader], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(child, "message");
  return child;
}

async function fateOf(child: ChildProcess, number: number): Promise<Fate> {
  const ended = new AbortController();
  const end = () => ended.abort();
  const timer = setTimeout(end, patience);
  child.once("exit", end);
  child.send(number);
  try {
    const [fate] = await once(child, "message", { signal: ended.signal });
    return fate;
  } catch {
    return "stuck";
  } finally {
    clearTimeout(timer);
    child.off("exit", end);
  }
}
