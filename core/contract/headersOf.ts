import type { ContractColumn } from "./Contract.ts";

/** The names in a file's header of those columns that are read from one. */
export function headersOf(columns: readonly Pick<ContractColumn, "header">[]): string[] {
  return columns.flatMap(({ header }) => header ?? []);
}
