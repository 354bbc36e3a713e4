import type { Contract, ContractColumn } from "./Contract.ts";

/** The columns of a dataset's table, in the order of Parquet and catalog: the file's, then those that a transform adds. */
export function tableColumns({ columns, derived }: Pick<Contract, "columns" | "derived">): readonly ContractColumn[] {
  return [...columns, ...derived];
}
