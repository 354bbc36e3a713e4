import type { Contract, ContractColumn, DatePart } from "../contract/Contract.ts";
import { columnOf } from "./columnOf.ts";
import { partitionSql } from "./duckdb/partitionSql.ts";
import { sqlIdentifier } from "./sqlIdentifier.ts";
import { typedColumns } from "./typedColumns.ts";

/**
 * The records of `duckdbSql`, sorted: first the rows, partition by partition, as `sortBy` says with nulls last, then by
 * record number; behind them the records with errors. Partition columns stand behind the contract's own, under their
 * names, and the record's number and errors behind them.
 */
export function duckdbRowsSql(contract: Contract, table: string): string {
  const columns = contract.columns.map(({ name }) => sqlIdentifier(name));
  const partitions = contract.partitions.map((partition) => partitionSql(contract, partition));
  const order = [
    ...(isSortedByPartition(contract) ? [] : contract.partitions.map(({ name }) => sqlIdentifier(name))),
    ...contract.sortBy.map((key) => sortSql(columnOf(contract, key))),
  ];
  const keys = [
    `${typedColumns.errors} IS NOT NULL`,
    ...order.map((name) => `${name} ASC NULLS LAST`),
    typedColumns.record,
  ];
  return [
    `SELECT ${[...columns, ...partitions, ...Object.values(typedColumns)].join(", ")}`,
    `FROM ${sqlIdentifier(table)}`,
    `ORDER BY ${keys.join(", ")}`,
  ].join("\n");
}

/** Whether the first sort column alone brings the rows in the order of partitions: they are its year, month and so on. */
function isSortedByPartition({ partitions, sortBy: [first] }: Contract): boolean {
  const parts: readonly DatePart[] = ["year", "month", "day"];
  return partitions.every(({ column, part }, index) => column === first && part === parts[index]);
}

/** DuckDB gives sorted columns back from their sort keys, where -0 is 0: so a floating column is sorted by a sum. */
function sortSql({ name, type }: ContractColumn): string {
  const column = sqlIdentifier(name);
  return type.kind === "real" || type.kind === "double" ? `(${column} + 0)` : column;
}
