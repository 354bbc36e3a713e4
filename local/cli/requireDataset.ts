import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { registry } from "../../datasets/registry.ts";

/**
 * The dataset of that name.
 * @throws SluiceError `cli.unknown_dataset` naming the datasets that there are.
 */
export function requireDataset(name: string): Contract {
  const found = registry.get(name);
  if (found) return found;
  throw new SluiceError("cli.unknown_dataset", `There is no dataset ${JSON.stringify(name)}`, {
    mend: `name one of ${[...registry.keys()].join(", ")}`,
  });
}
