import type { Contract, ContractColumn } from "../contract/Contract.ts";
import { tableColumns } from "../contract/tableColumns.ts";
import { SluiceError } from "../errors.ts";

/** The table's column of that key, which `dataset` has made sure is there. */
export function columnOf(contract: Contract, key: string): ContractColumn {
  const found = tableColumns(contract).find((column) => column.key === key);
  if (found) return found;
  throw new SluiceError("contract.unknown_column", `There is no column "${key}"`, { where: contract.name });
}
