import { SluiceError } from "../../../core/errors.ts";
import { machineName } from "../describeEvent.ts";
import { machinesOf } from "../target/machinesOf.ts";
import { hasCsvLake, type StackOutputs } from "../target/stackOutputs.ts";

/**
 * The ARN of a machine.
 * @param given its name, with or without the digits that naming added, or the region that it publishes in
 * @throws SluiceError `cli.unknown_machine` naming those that there are
 */
export function requireMachine(outputs: StackOutputs, given: string): string {
  const machines = machinesIn(outputs);
  const found = machines.find((arn) =>
    [machineName(arn), arn.split(":").at(-1), regionOf(outputs, arn)].includes(given),
  );
  if (found !== undefined) return found;
  throw new SluiceError("cli.unknown_machine", `There is no machine ${JSON.stringify(given)}`, {
    mend: `name one of ${machines.map(machineName).join(", ")}`,
  });
}

function machinesIn(outputs: StackOutputs): string[] {
  const { machine, rangeMachine } = outputs.traffic ?? {};
  const ofTraffic = [rangeMachine, machine].filter((arn) => arn !== undefined);
  return [...(hasCsvLake(outputs) ? machinesOf(outputs) : []), ...ofTraffic];
}

/** Of a machine that publishes in a region. */
function regionOf({ regionMachines = {} }: StackOutputs, arn: string): string | undefined {
  return Object.entries(regionMachines).find(([, machine]) => machine === arn)?.[0];
}
