import type { AslCatcher, AslRetrier } from "../../core/flow/Asl.ts";
import { caught } from "./caught.ts";
import { Retries } from "./Retries.ts";
import type { Exit, Scope } from "./Scope.ts";
import { TaskError } from "./TaskError.ts";

/** Runs a state that may fail: again by Retry, and out by Catch where that takes the error. */
export async function retrying(
  state: { readonly Retry?: readonly AslRetrier[]; readonly Catch?: readonly AslCatcher[] },
  scope: Scope,
  attempt: () => Promise<Exit>,
): Promise<Exit> {
  const { host, signal } = scope.frame;
  const retries = new Retries(state.Retry ?? [], () => host.random());
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      const delay = retries.next(error.error);
      if (delay === undefined) {
        const found = await caught(state.Catch ?? [], scope, error);
        if (found === undefined) throw error;
        return found.exit;
      }
      await host.clock.sleep(delay, signal);
      scope.retryCount++;
    }
  }
}
