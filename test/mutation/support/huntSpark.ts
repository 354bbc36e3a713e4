import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Fate } from "./Fate.ts";

const script = join(import.meta.dirname, "evaluateMutants.ts");

/** Lets the SQL of mutants read texts in one Spark session, and tells what became of each. */
export async function huntSpark(numbers: readonly number[]): Promise<Fate[]> {
  const child = fork(script, [], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  try {
    await once(child, "message");
    child.send(numbers);
    const [fates] = await once(child, "message");
    return fates;
  } finally {
    child.disconnect();
  }
}
