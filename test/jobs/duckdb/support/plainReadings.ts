import type { Contract, ContractColumn } from "../../../../core/contract/Contract.ts";
import { readings } from "../../../../datasets/readings.ts";

/** `readings` with doubles for its decimals, and a 32-bit integer for its 64-bit one: every engine can write it. */
export const plainReadings: Contract = { ...readings, name: "plain_readings", columns: readings.columns.map(plain) };

function plain(column: ContractColumn): ContractColumn {
  const { kind } = column.type;
  if (kind === "bigint") return { ...column, type: { kind: "int" } };
  if (kind !== "decimal") return column;
  const ofNull = column.default === undefined ? undefined : Number(column.default);
  return { ...column, type: { kind: "double", allowNaN: false }, default: ofNull };
}
