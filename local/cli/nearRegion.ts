import { SluiceError } from "../../core/errors.ts";
import { arnRegion } from "../arnRegion.ts";
import type { StackOutputs } from "./target/stackOutputs.ts";

/** The region that files land in and the main machine runs in, of whichever pipeline the stack has. */
export function nearRegion({ mainMachine, traffic }: StackOutputs): string {
  const machine = mainMachine ?? traffic?.machine ?? "";
  const region = arnRegion(machine);
  if (region) return region;
  throw new SluiceError("cli.no_region", `"${machine}" is not the ARN of a machine`, {
    mend: "check stacks/index.ts",
  });
}
