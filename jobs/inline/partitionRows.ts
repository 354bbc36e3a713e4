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
  const partitions = new Map<string, PartitionRows>();
  for (const row of rows) {
    const partition = partitionOf(contract, row);
    const id = partition.map(([, value]) => value).join("/");
    const found = partitions.get(id) ?? { partition, rows: [] };
    found.rows.push(row);
    partitions.set(id, found);
  }
  return [...partitions.values()].sort((one, other) => comparePartitions(one.partition, other.partition));
}

function comparePartitions(one: FilePlace["partition"], other: FilePlace["partition"]): number {
  const differences = one.map(([, value], level) => Number(value) - Number(other[level]?.[1]));
  return differences.find((difference) => difference !== 0) ?? 0;
}
