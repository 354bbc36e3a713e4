import { CommanderError } from "commander";
import { SluiceError } from "../../core/errors.ts";
import { exitCodes } from "./exitCodes.ts";

/** Prints an error on standard error and answers the exit code that it calls for. */
export function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage.code;
  if (error instanceof SluiceError) {
    process.stderr.write(`error ${error.code}: ${error.message}\n`);
    return error.code.startsWith("cli.") ? exitCodes.usage.code : exitCodes.broken.code;
  }
  process.stderr.write(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCodes.broken.code;
}
