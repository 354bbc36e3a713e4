import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program that ended: null where there is no such program, or where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  /** Standard output and standard error, line by line as they came. */
  readonly lines: readonly string[];
}

/** Runs a program to its end, and tells each line that it writes. */
export async function runTool(
  command: string,
  args: readonly string[],
  { tell = () => {}, env = process.env }: { tell?: (line: string) => void; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const lines: string[] = [];
  const child = started(command, args, env);
  if (child === undefined) return { code: null, lines };
  const take = (line: string) => {
    lines.push(line);
    tell(line);
  };
  createInterface(child.stdout).on("line", take);
  createInterface(child.stderr).on("line", take);
  const { promise, resolve } = Promise.withResolvers<Ended>();
  child.once("error", () => resolve({ code: null, lines }));
  child.once("close", (code) => resolve({ code, lines }));
  return promise;
}

/** Node tells at once of a path that leads through a file, and later of other paths to nothing. */
function started(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  try {
    return spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  } catch {
    return undefined;
  }
}
