import type { Contract, Partition } from "../../contract/Contract.ts";
import { columnOf } from "../columnOf.ts";
import { sqlIdentifier } from "../sqlIdentifier.ts";

/** A partition's value, an INTEGER of the UTC date, under the partition's name. */
export function partitionSql(contract: Contract, { column: key, part, name }: Partition): string {
  const column = columnOf(contract, key);
  const value = sqlIdentifier(column.name);
  const utc = column.type.kind === "timestamp" ? `make_timestamp(epoch_us(${value}))` : value;
  return `CAST(${part}(${utc}) AS INTEGER) AS ${sqlIdentifier(name)}`;
}
