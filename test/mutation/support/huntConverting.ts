import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Fate } from "./Fate.ts";
import type { Converting } from "./readerMutants.ts";

const script = join(import.meta.dirname, "convertMutants.ts");
/** A mutant that has not come to the end of one case by then hangs, in milliseconds. */
const patience = 60_000;

/** Lets mutants convert files in a process of their own, one after the other, and tells what became of each. */
export async function huntConverting(reader: Converting, numbers: readonly number[]): Promise<Fate[]> {
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

async function started(reader: Converting): Promise<ChildProcess> {
  const child = fork(script, [reader], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(child, "message");
  return child;
}

/** The child says `on` at the end of each case. */
function fateOf(child: ChildProcess, number: number): Promise<Fate> {
  return new Promise((resolve) => {
    const end = (fate: Fate) => {
      clearTimeout(timer);
      child.off("exit", stuck).off("message", hear);
      resolve(fate);
    };
    const stuck = () => end("stuck");
    const hear = (told: Fate | "on") => {
      if (told === "on") timer.refresh();
      else end(told);
    };
    const timer = setTimeout(stuck, patience);
    child.on("exit", stuck).on("message", hear);
    child.send(number);
  });
}
