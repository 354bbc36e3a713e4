import { CommanderError } from "commander";
import { SluiceError } from "../../core/errors.ts";
import { exitCodes } from "./exitCodes.ts";

/** Prints an error on standard error and answers the exit code that it calls for. */
export function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage.code;
  if (error instanceof SluiceError) {
    process.stderr.write(`error ${error.code}: ${error.message}\n`);
    return codeOf(error);
  }
  process.stderr.write(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCodes.broken.code;
}

/** Whose an error is that the command line is to blame for, or the file that it names. */
const usage: ReadonlySet<string> = new Set(["cli", "engine", "rejects", "replay", "traffic"]);

/** Whose an error is that fails a statement, a run or a job, and not the project: the SQL's, the file's, an engine's. */
const failures: ReadonlySet<string> = new Set(["query", "file", "convert", "inline", "spark"]);

/** An error's code begins with whose it is. */
function codeOf({ code }: SluiceError): number {
  const [whose] = code.split(".");
  if (usage.has(whose ?? "")) return exitCodes.usage.code;
  return failures.has(whose ?? "") ? exitCodes.runFailed.code : exitCodes.broken.code;
}
