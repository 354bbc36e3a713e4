import { SluiceError } from "../../../core/errors.ts";
import { stateFolder } from "../folders.ts";
import { awsTarget } from "./awsTarget.ts";
import { openLocal } from "./openLocal.ts";
import type { StackOutputs } from "./stackOutputs.ts";
import type { Target } from "./Target.ts";

/** What names a target on the command line. */
export interface TargetOptions {
  readonly stack: string;
  /** Folder of state. @default the verbs' own */
  readonly state?: string;
  /** Whether the stack is meant as it is deployed. @default false */
  readonly aws?: boolean;
}

/**
 * The target that the command line names, whatever pipelines its stack has. A host that is started for it hands no
 * queued message to any function: what only asks, starts nothing.
 * @throws SluiceError `cli.state_of_aws`, and as `awsTarget` and `openLocal` do
 */
export async function openStack({ stack, state, aws = false }: TargetOptions): Promise<Target<StackOutputs>> {
  if (!aws) return await openLocal(stack, stateFolder("local", state), { deliver: false });
  if (state === undefined) return await awsTarget(stack);
  throw new SluiceError("cli.state_of_aws", "A stack on AWS has no folder of state", {
    mend: "give --state or --aws, not both",
  });
}
