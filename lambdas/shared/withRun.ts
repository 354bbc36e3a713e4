import type { Run } from "../../core/commit/Run.ts";
import { logged } from "./logged.ts";

/** Makes a handler of one step of a run: every line that it logs carries the run and the attempt. */
export function withRun<In extends { readonly run: Run }, Out>(step: (input: In) => Promise<Out>) {
  return logged(({ run: { run, attempt, source } }: In) => ({ run, attempt, source: source.key }), step);
}
