import { type HostHealth, hostHealth } from "../../host/HostHealth.ts";
import { hostEvents } from "./hostEvents.ts";
import { localOptions } from "./localOptions.ts";
import { type StackOutputs, stackOutputs } from "./stackOutputs.ts";
import type { LocalTarget } from "./Target.ts";

/** Where a local host listens, and the folder that it works on. */
export interface HostPlace {
  readonly endpoint: string;
  readonly stateDir: string;
}

/** A local host, reached through its endpoint alone. */
export function hostTarget(
  { endpoint, stateDir }: HostPlace,
  { stack, outputs }: HostHealth,
): LocalTarget<StackOutputs> {
  const credentials = { accessKeyId: "operator", secretAccessKey: "local" };
  return {
    stateDir,
    outputs: stackOutputs(stack, outputs),
    where: `the host at ${endpoint}`,
    options: localOptions(stack, stateDir),
    clientConfig: (region) => ({ endpoint, region, credentials, disableHostPrefix: true }),
    listen: async () => {
      const { lastEvent } = await healthOf(endpoint);
      return { events: (_, signal) => hostEvents(endpoint, lastEvent, signal) };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** What a host says of itself. Throws where none answers in two seconds. */
export async function healthOf(endpoint: string): Promise<HostHealth> {
  const response = await fetch(`${endpoint}/_sluice/health`, { signal: AbortSignal.timeout(2000) });
  return hostHealth.parse(await response.json());
}
