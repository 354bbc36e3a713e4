import { SluiceError } from "../../core/errors.ts";
import { arnRegion } from "../arnRegion.ts";
import type { StackOutputs } from "./target/stackOutputs.ts";

/** The region that files land in and the main machine runs in. */
export function nearRegion({ mainMachine }: StackOutputs): string {
  const region = arnRegion(mainMachine);
  if (region) return region;
  throw new SluiceError("cli.no_region", `"${mainMachine}" is not the ARN of a machine`, {
    mend: "check stacks/index.ts",
  });
}
