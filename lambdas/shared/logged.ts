import { logger } from "./logger.ts";

/**
 * Makes a handler of one step: every line that it logs carries what its input is about, and an error is logged before it
 * is thrown on to the state machine.
 */
export function logged<In, Out>(about: (input: In) => Record<string, unknown>, step: (input: In) => Promise<Out>) {
  return async (input: In): Promise<Out> => {
    logger.resetKeys();
    logger.appendKeys(about(input));
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
