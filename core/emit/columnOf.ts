import type { Contract, ContractColumn } from "../contract/Contract.ts";
import { SluiceError } from "../errors.ts";

/** The contract's column of that key, which `dataset` has made sure is there. */
export function columnOf({ name, columns }: Contract, key: string): ContractColumn {
  const found = columns.find((column) => column.key === key);
  if (found) return found;
  throw new SluiceError("contract.unknown_column", `There is no column "${key}"`, { where: name });
}
