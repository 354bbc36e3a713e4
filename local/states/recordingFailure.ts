import type { Scope } from "./Scope.ts";
import { TaskError } from "./TaskError.ts";

/** Runs the lines of a state; where they fail, records that the state did, but for what ends the execution at once. */
export async function recordingFailure<T>(
  scope: Scope,
  type: "ParallelStateFailed" | "MapStateFailed",
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof TaskError && error.error !== "States.Runtime") await scope.frame.chain.record(type);
    throw error;
  }
}
