import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { registry } from "../../datasets/registry.ts";

/**
 * The contract of a dataset, which must be the one that a run was started under.
 * @param hash of the run's contract
 * @param where the run's source
 * @throws SluiceError `cli.contract_changed`
 */
export function requireSameContract(dataset: string, hash: string, where: string): Contract {
  const known = registry.get(dataset);
  if (known?.hash === hash) return known;
  throw new SluiceError(
    "cli.contract_changed",
    `The contract of ${dataset} is no longer the one that the run was started under`,
    { where, mend: "land the file again, which starts a run under the contract as it is now" },
  );
}
