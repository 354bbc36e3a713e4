import type { AddedColumn } from "./AddedColumn.ts";
import type { Contract, ContractColumn } from "./Contract.ts";
import { widestVarchar } from "./widestVarchar.ts";

/** The contract with the columns that a file brought, behind its own: nullable texts. */
export function evolvedContract<R>(contract: Contract<R>, added: readonly AddedColumn[]): Contract<R> {
  return added.length === 0 ? contract : { ...contract, columns: [...contract.columns, ...added.map(columnOf)] };
}

function columnOf({ header, name }: AddedColumn): ContractColumn {
  return {
    key: name,
    name,
    header,
    formerHeaders: [],
    type: widestVarchar,
    nullable: true,
    default: undefined,
    rules: [],
  };
}
