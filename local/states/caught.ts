import type { AslCatcher } from "../../core/flow/Asl.ts";
import { matches } from "./matches.ts";
import type { Exit, Scope } from "./Scope.ts";
import type { TaskError } from "./TaskError.ts";

/** The way out by the first catcher that takes the error, and its index; undefined where none does. */
export async function caught(
  catchers: readonly AslCatcher[],
  scope: Scope,
  { error, causeText }: TaskError,
): Promise<{ readonly index: number; readonly exit: Exit } | undefined> {
  const index = catchers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, error));
  const catcher = catchers[index];
  if (catcher === undefined) return undefined;
  const errorOutput = { Error: error, ...(causeText === "" ? {} : { Cause: causeText }) };
  return { index, exit: await scope.leave(catcher, `Catch[${index}]/`, errorOutput, { errorOutput }) };
}
