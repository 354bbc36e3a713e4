import type { AslFail } from "../../core/flow/Asl.ts";
import type { Scope } from "./Scope.ts";
import { TaskError } from "./TaskError.ts";

/** Ends the line of states as failed. @throws TaskError always */
export async function fail(state: AslFail, scope: Scope): Promise<never> {
  const error = await scope.evaluateAs(state.Error ?? "", "Error", "string", isString);
  const cause = await scope.evaluateAs(state.Cause ?? "", "Cause", "string", isString);
  throw new TaskError(error, cause);
}

const isString = (value: unknown): value is string => typeof value === "string";
