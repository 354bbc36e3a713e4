import type { FilePlace } from "../../core/commit/layout.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { partitionOf } from "../../core/convert/partitionOf.ts";
import type { Row } from "../../core/convert/recordConverter.ts";

/** The rows of one partition, in the order of the rows given. */
export interface PartitionRows {
  readonly partition: FilePlace["partition"];
  readonly rows: Row[];
}

/** Divides rows into their partitions, which come in the order of their values. */
export function partitionRows(contract: Contract, rows: readonly Row[]): PartitionRows[] {
  const columns = [...new Set(contract.partitions.map(({ column }) => column))];
  const partitions = new Map<string, PartitionRows>();
  const byDays = new Map<string, PartitionRows>();
  for (const row of rows) {
    const days = daysOf(row, columns);
    const found = byDays.get(days) ?? openPartition(partitions, partitionOf(contract, row));
    byDays.set(days, found);
    found.rows.push(row);
  }
  return [...partitions.values()].sort((one, other) => comparePartitions(one.partition, other.partition));
}

/** What the partition depends on: of dates and timestamps, the day. */
function daysOf(row: Row, columns: readonly string[]): string {
  let days = "";
  for (const column of columns) days += String(row[column]).slice(0, 10);
  return days;
}

function openPartition(known: Map<string, PartitionRows>, partition: FilePlace["partition"]): PartitionRows {
  const id = partition.map(([, value]) => value).join("/");
  const found = known.get(id) ?? { partition, rows: [] };
  known.set(id, found);
  return found;
}

function comparePartitions(one: FilePlace["partition"], other: FilePlace["partition"]): number {
  const differences = one.map(([, value], level) => Number(value) - Number(other[level]?.[1]));
  return differences.find((difference) => difference !== 0) ?? 0;
}
