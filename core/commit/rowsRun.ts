import type { Run } from "./Run.ts";

/** What `_run` says of the rows of a run: a replay's rows are of the run whose rejects they were. */
export function rowsRun({ run, replay }: Pick<Run, "run" | "replay">): string {
  return replay?.of.run ?? run;
}
