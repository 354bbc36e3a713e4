import type { Run } from "../../core/commit/Run.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { registry } from "../../datasets/registry.ts";

/**
 * The contract that a run was started under.
 * @throws SluiceError `run.unknown_dataset` or, where the contract has changed since, `run.contract_changed`.
 */
export function contractOf(run: Run): Contract {
  const contract = registry.get(run.dataset);
  if (contract === undefined) {
    throw new SluiceError("run.unknown_dataset", `Dataset "${run.dataset}" is not in the registry`, {
      where: run.run,
      mend: `add it to datasets/registry.ts and deploy, or land the file under one of ${[...registry.keys()].join(", ")}`,
    });
  }
  if (contract.hash !== run.contract) {
    throw new SluiceError("run.contract_changed", `The contract of "${run.dataset}" changed since the run started`, {
      where: run.run,
      mend: "land the file again to start a run under the new contract",
    });
  }
  return contract;
}
