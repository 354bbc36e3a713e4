import { SluiceError } from "../../../core/errors.ts";
import { type CsvLakeOutputs, hasCsvLake, type StackOutputs } from "./stackOutputs.ts";
import type { Target } from "./Target.ts";

/**
 * A target whose stack has csv-lake: files land there, and runs and lakes are its.
 * @throws SluiceError `cli.no_pipeline` where it does not
 */
export function withCsvLake<T extends Pick<Target<StackOutputs>, "outputs" | "where">>(
  target: T,
): T & { readonly outputs: CsvLakeOutputs } {
  if (isWithCsvLake(target)) return target;
  throw new SluiceError("cli.no_pipeline", "The stack has no csv-lake: no bucket that files land in, and no runs", {
    where: target.where,
    mend: "name csv-lake among its sluice:pipelines",
  });
}

function isWithCsvLake<T extends Pick<Target<StackOutputs>, "outputs">>(
  target: T,
): target is T & { readonly outputs: CsvLakeOutputs } {
  return hasCsvLake(target.outputs);
}
