import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { Converted } from "../Converted.ts";

/** Reads the tokens of a boolean column. */
export function booleanReader(type: Extract<ColumnType, { kind: "boolean" }>): (text: string) => Converted {
  const trueTokens = new Set(type.trueTokens);
  return (text) => ({ value: trueTokens.has(text.toLowerCase()) });
}
