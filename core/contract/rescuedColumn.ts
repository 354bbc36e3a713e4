import type { ContractColumn } from "./Contract.ts";
import { widestVarchar } from "./widestVarchar.ts";

/**
 * The column that keeps what a file has in columns that the contract does not know: a JSON object of texts by header, in
 * the file's order, without those that are null tokens; null where nothing is left.
 */
export const rescuedColumn: ContractColumn = {
  key: "_rescued",
  name: "_rescued",
  header: null,
  formerHeaders: [],
  type: widestVarchar,
  nullable: true,
  default: undefined,
  rules: [],
};
