import type { Run } from "../../core/commit/Run.ts";
import { logger } from "./logger.ts";

/**
 * Makes a handler of one step: every line that it logs carries the run and the attempt, and an error is logged before
 * it is thrown on to the state machine.
 */
export function withRun<In extends { readonly run: Run }, Out>(step: (input: In) => Promise<Out>) {
  return async (input: In): Promise<Out> => {
    const { run, attempt, source } = input.run;
    logger.resetKeys();
    logger.appendKeys({ run, attempt, source: source.key });
    try {
      const result = await step(input);
      logger.info("done", { result });
      return result;
    } catch (error) {
      logger.error("failed", error as Error);
      throw error;
    }
  };
}
