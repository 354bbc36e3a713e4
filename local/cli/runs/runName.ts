import { SluiceError } from "../../../core/errors.ts";
import { asRunName, type RunName } from "./asRunName.ts";

/**
 * The run that the command line names, as `asRunName` reads it.
 * @throws SluiceError `cli.no_such_run`
 */
export function runName(given: string): RunName {
  const name = asRunName(given);
  if (name) return name;
  throw new SluiceError("cli.no_such_run", `${JSON.stringify(given)} is not the name of a run`, {
    mend: "give one that npx sluice runs lists",
  });
}
