import type { Contract, ContractColumn } from "./Contract.ts";

/** Whether a file may lack the column: it then has its default, or is null where the dataset takes missing ones so. */
export function mayBeMissing(
  { drift }: Pick<Contract, "drift">,
  { default: filled, nullable }: Pick<ContractColumn, "default" | "nullable">,
): boolean {
  return filled !== undefined || (drift.missing === "null" && nullable);
}
