import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program that ended: null where there is no such program, or where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  /** Standard output and standard error, line by line as they came. */
  readonly lines: readonly string[];
}

/** Runs a program to its end, and tells each line that it writes. */
export function runTool(
  command: string,
  args: readonly string[],
  { tell = () => {}, env = process.env }: { tell?: (line: string) => void; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const lines: string[] = [];
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const take = (line: string) => {
    lines.push(line);
    tell(line);
  };
  createInterface(child.stdout).on("line", take);
  createInterface(child.stderr).on("line", take);
  child.once("error", () => resolve({ code: null, lines }));
  child.once("close", (code) => resolve({ code, lines }));
  return promise;
}
