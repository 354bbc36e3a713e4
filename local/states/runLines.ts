import type { AslStates } from "../../core/flow/Asl.ts";
import type { Frame, Iteration } from "./Frame.ts";
import { Ended } from "./History.ts";
import { recordAborted } from "./recordAborted.ts";
import type { Scope } from "./Scope.ts";
import { TaskError } from "./TaskError.ts";

/** One branch of a Parallel, or one iteration of a Map. */
export interface Line {
  readonly states: AslStates;
  readonly input: unknown;
  readonly context: Frame["context"];
  readonly iteration?: Iteration;
}

/**
 * Runs lines of states at once, at most `limit` of them; gives their outputs in the order of the lines. Where one
 * fails, the others are cut, and its error is that of all.
 *
 * @throws TaskError of the line that failed first
 */
export async function runLines(scope: Scope, lines: readonly Line[], limit: number): Promise<unknown[]> {
  const { frame } = scope;
  const outputs = new Array<unknown>(lines.length);
  const cutting = new AbortController();
  const signal = AbortSignal.any([frame.signal, cutting.signal]);
  const waiting = lines.entries();
  const first = frame.chain.last;
  let failed: Frame | undefined;
  const runner = async () => {
    let last = first;
    for (const [index, line] of waiting) {
      const inner = frame.fork({ ...line, signal, last });
      try {
        outputs[index] = await runLine(line, inner);
      } catch (error) {
        failed ??= inner;
        cutting.abort(new Ended("a branch beside this one failed"));
        throw error;
      }
      frame.inner.delete(inner);
      inner.variables.release();
      last = inner.chain.last;
      frame.chain.last = last;
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, lines.length) }, runner));
    return outputs;
  } catch (error) {
    if (failed !== undefined && error instanceof TaskError) await recordFailure(frame, failed, error);
    throw error;
  }
}

async function runLine({ states, input, iteration }: Line, inner: Frame): Promise<unknown> {
  const details = { ...iteration };
  if (iteration) await inner.chain.record("MapIterationStarted", { mapIterationStartedEventDetails: details });
  const output = await inner.run(states, input, inner);
  if (iteration) await inner.chain.record("MapIterationSucceeded", { mapIterationSucceededEventDetails: details });
  return output;
}

/** Records which lines were cut, and which failed; nothing where the error ends the execution at once. */
async function recordFailure(frame: Frame, failed: Frame, error: TaskError): Promise<void> {
  const { chain } = frame;
  chain.last = failed.chain.last;
  const cut = [...frame.inner].filter((inner) => inner !== failed);
  for (const inner of frame.inner) inner.variables.release();
  frame.inner.clear();
  if (error.error === "States.Runtime") return;
  for (const inner of cut) await recordAborted(inner, chain.last);
  const details = failed.iteration && { mapIterationFailedEventDetails: { ...failed.iteration } };
  if (details) await chain.record("MapIterationFailed", details);
}
