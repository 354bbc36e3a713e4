import { Listr } from "listr2";
import { shownLines } from "../shownLines.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { Target } from "../target/Target.ts";
import type { RetryPlan } from "./planRetry.ts";
import { type Retried, retryRun } from "./retryRun.ts";

export interface ShownRunOptions {
  readonly title: string;
  /** Whether nothing is shown, as the outcome is printed as JSON. */
  readonly json: boolean;
}

/** Starts an attempt at a run and shows what happens, line by line, until its end. */
export async function shownRun(
  target: Pick<Target, "listen">,
  states: StepFunctions,
  run: string,
  plan: RetryPlan,
  { title, json }: ShownRunOptions,
): Promise<Retried> {
  const context: { ended?: Retried } = {};
  const task = {
    title,
    rendererOptions: shownLines,
    task: async (_: unknown, shows: { output: string }) => {
      const tell = (line: string) => {
        shows.output = line;
      };
      if (plan.note !== undefined) tell(plan.note);
      context.ended = await retryRun(target, states, run, plan, tell);
    },
  };
  await new Listr([task], { silentRendererCondition: json, fallbackRenderer: "simple" }).run();
  if (context.ended) return context.ended;
  throw new Error("The attempt was not followed to its end");
}
