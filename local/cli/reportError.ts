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

/** An error's code begins with whose it is: the command line's, the statement's, the file's, or else the project's. */
function codeOf({ code }: SluiceError): number {
  if (code.startsWith("cli.")) return exitCodes.usage.code;
  return code.startsWith("query.") || code.startsWith("file.") ? exitCodes.runFailed.code : exitCodes.broken.code;
}
