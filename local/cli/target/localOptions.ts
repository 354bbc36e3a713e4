import { relative } from "node:path";
import { stateFolders } from "../folders.ts";
import { shellWord } from "../shellWord.ts";

/** What follows a command so that it goes to the host of a folder of state: ` --stack x --state y`, or nothing. */
export function localOptions(stack: string, stateDir: string): string {
  const named = stack === "dev" ? "" : ` --stack ${stack}`;
  return stateDir === stateFolders.local
    ? named
    : `${named} --state ${shellWord(relative(process.cwd(), stateDir) || ".")}`;
}
