import type { AslParallel } from "../../core/flow/Asl.ts";
import { recordingFailure } from "./recordingFailure.ts";
import { retrying } from "./retrying.ts";
import { runLines } from "./runLines.ts";
import type { Exit, Scope } from "./Scope.ts";

/**
 * Runs its branches at once; its result is the list of their outputs. The error of the first branch that fails is its own.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export function parallel(state: AslParallel, scope: Scope): Promise<Exit> {
  return retrying(state, scope, () => attempt(state, scope));
}

async function attempt(state: AslParallel, scope: Scope): Promise<Exit> {
  const { chain, context } = scope.frame;
  const input = state.Arguments === undefined ? scope.input : await scope.evaluate(state.Arguments, "Arguments");
  scope.limit(input, "input of its branches");
  await chain.record("ParallelStateStarted");
  const lines = state.Branches.map((states) => ({ states, input, context }));
  const result = await recordingFailure(scope, "ParallelStateFailed", () => runLines(scope, lines, lines.length));
  scope.limit(result, "result");
  await chain.record("ParallelStateSucceeded");
  return scope.leave(state, "", result, { result });
}
