import type { Run } from "./Run.ts";
import { replayId } from "./replayId.ts";
import { runId } from "./runId.ts";

/** The identity that a run must have under a contract: that of its source object, or of what it replays. */
export function runIdOf(
  { dataset, source, replay }: Pick<Run, "dataset" | "source" | "replay">,
  contract: string,
): string {
  return replay === undefined ? runId({ dataset, ...source, contract }) : replayId({ dataset, ...replay, contract });
}
