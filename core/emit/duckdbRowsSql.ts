import type { Contract, ContractColumn } from "../contract/Contract.ts";
import { columnOf } from "./columnOf.ts";
import { partitionSql } from "./duckdb/partitionSql.ts";
import { sqlIdentifier } from "./sqlIdentifier.ts";
import { typedColumns } from "./typedColumns.ts";

/**
 * The rows among the records of `duckdbSql`, partition by partition: by partition columns, then as `sortBy` says with
 * nulls last, then by record number. Partition columns stand behind all others, under their names.
 */
export function duckdbRowsSql(contract: Contract, table: string): string {
  const columns = contract.columns.map(({ name }) => sqlIdentifier(name));
  const partitions = contract.partitions.map((partition) => partitionSql(contract, partition));
  const order = [
    ...contract.partitions.map(({ name }) => sqlIdentifier(name)),
    ...contract.sortBy.map((key) => sortSql(columnOf(contract, key))),
  ];
  return [
    `SELECT ${[...columns, ...partitions].join(", ")}`,
    `FROM ${sqlIdentifier(table)}`,
    `WHERE ${typedColumns.errors} IS NULL`,
    `ORDER BY ${[...order.map((name) => `${name} ASC NULLS LAST`), typedColumns.record].join(", ")}`,
  ].join("\n");
}

/** DuckDB gives sorted columns back from their sort keys, where -0 is 0: so a floating column is sorted by a sum. */
function sortSql({ name, type }: ContractColumn): string {
  const column = sqlIdentifier(name);
  return type.kind === "real" || type.kind === "double" ? `(${column} + 0)` : column;
}
