import { type OpenHostOptions, openHost } from "../openHost.ts";
import { servedHost } from "./servedHost.ts";
import type { StackOutputs } from "./stackOutputs.ts";
import type { LocalTarget } from "./Target.ts";

/**
 * The host on a folder of state: the one that keeps serving there, or else one that serves until it is disposed of.
 * @throws SluiceError as `servedHost` and `openHost` do
 */
export async function openLocal(
  stack: string,
  stateDir: string,
  options: OpenHostOptions = {},
): Promise<LocalTarget<StackOutputs>> {
  return (await servedHost(stateDir, stack)) ?? (await openHost(stack, stateDir, options));
}
