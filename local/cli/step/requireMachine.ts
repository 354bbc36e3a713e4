import { SluiceError } from "../../../core/errors.ts";
import { arnRegion } from "../../arnRegion.ts";
import { machineName } from "../describeEvent.ts";
import { machinesOf } from "../target/machinesOf.ts";
import type { StackOutputs } from "../target/stackOutputs.ts";

/**
 * The ARN of a machine.
 * @param given its name, with or without the digits that naming added, or the region that it publishes in
 * @throws SluiceError `cli.unknown_machine` naming those that there are
 */
export function requireMachine(outputs: StackOutputs, given: string): string {
  const machines = machinesOf(outputs);
  const found = machines.find((arn) =>
    [machineName(arn), arn.split(":").at(-1), regionOf(outputs, arn)].includes(given),
  );
  if (found !== undefined) return found;
  throw new SluiceError("cli.unknown_machine", `There is no machine ${JSON.stringify(given)}`, {
    mend: `name one of ${machines.map(machineName).join(", ")}`,
  });
}

function regionOf({ mainMachine }: StackOutputs, arn: string): string | undefined {
  return arn === mainMachine ? undefined : arnRegion(arn);
}
