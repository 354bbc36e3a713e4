import type { ColumnType } from "../../../core/contract/ColumnSpec.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { partitionOf } from "../../../core/convert/partitionOf.ts";
import type { Row } from "../../../core/convert/recordConverter.ts";

/** The rows of one file, in its order; its partition as JSON. */
export interface ExpectedFile {
  readonly partition: string;
  readonly rows: readonly Row[];
}

/** The files that rows are to be in: one a partition, partitions in order, rows as `sortBy` says. */
export function filesOf(contract: Contract, rows: readonly Row[]): ExpectedFile[] {
  const partitions = Map.groupBy(rows, (row) => JSON.stringify(partitionOf(contract, row)));
  const numbers = (partition: string) =>
    (JSON.parse(partition) as [string, string][]).map(([, value]) => Number(value));
  const inOrder = [...partitions].sort(([one], [other]) => firstOrder(numbers(one), numbers(other)));
  const compare = rowOrder(contract);
  return inOrder.map(([partition, all]) => ({ partition, rows: all.toSorted(compare) }));
}

function firstOrder(one: readonly number[], other: readonly number[]): number {
  const differences = one.map((value, index) => value - (other[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function rowOrder({ columns, sortBy }: Contract): (one: Row, other: Row) => number {
  const typeOf = new Map(columns.map(({ key, type }) => [key, type]));
  return (one, other) => {
    const orders = sortBy.map((key) => compareValues(typeOf.get(key), one[key] ?? null, other[key] ?? null));
    return orders.find((order) => order !== 0) ?? 0;
  };
}

type Sortable = Row[string];

/** As SQL sorts: nulls last, NaN above all numbers, -0 beside 0, texts by their bytes. */
function compareValues(type: ColumnType | undefined, one: Sortable, other: Sortable): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (type?.kind === "decimal") return Number(unscaled(one) - unscaled(other));
  if (typeof one === "bigint") return one < BigInt(String(other)) ? -1 : Number(one > BigInt(String(other)));
  if (typeof one === "string") return Buffer.compare(Buffer.from(one), Buffer.from(String(other)));
  const [first, second] = [Number(one), Number(other)];
  if (Number.isNaN(first) || Number.isNaN(second)) return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
  return first === second ? 0 : first - second;
}

const unscaled = (decimal: Sortable) => BigInt(String(decimal).replace(".", ""));
