import type { ContractColumn } from "../contract/Contract.ts";
import type { CsvDialect } from "../contract/csv.ts";

/** How a column's field is written: a text that is made of others, as that of rescued ones, is null where it is empty. */
export function fieldDialect({ header }: Pick<ContractColumn, "header">, source: CsvDialect): CsvDialect {
  return header === null ? { ...source, nulls: [""] } : source;
}
