import type { AslState } from "../../core/flow/Asl.ts";
import type { Frame } from "./Frame.ts";

const ABORTABLE = ["Task", "Parallel", "Map", "Wait"] as const;

/**
 * Records what was cut: for a frame, the iteration that it is, the state that it was in, and the frames within that.
 *
 * @param previousEventId the last event of the line that failed and so cut this one; that of the frame's own line
 * where the execution was ended from outside
 */
export async function recordAborted(frame: Frame, previousEventId?: number): Promise<void> {
  const { history, last } = frame.chain;
  const previous = previousEventId ?? last;
  if (frame.iteration !== undefined && !history.full) {
    await history.record("MapIterationAborted", { mapIterationAbortedEventDetails: { ...frame.iteration } }, previous);
  }
  if (isAbortable(frame.visiting) && !history.full) await history.record(`${frame.visiting}StateAborted`, {}, previous);
  for (const inner of frame.inner) await recordAborted(inner, previousEventId);
}

function isAbortable(type: AslState["Type"] | undefined): type is (typeof ABORTABLE)[number] {
  return ABORTABLE.some((abortable) => abortable === type);
}
