import type { ColumnType, Rule, Value } from "../contract/ColumnSpec.ts";
import type { Reason } from "./reasons.ts";

/** The reason of the first of the rules, in declared order, that the value breaks; null if it keeps them all. */
export function brokenRule(type: ColumnType, rules: readonly Rule[], value: Value): Reason | null {
  for (const rule of rules) {
    if (rule.rule === "oneOf") {
      if (!rule.values.includes(value as string)) return "not_allowed";
    } else {
      const order = comparable(type);
      if (order(value) < order(rule.min)) return "below_minimum";
      if (order(value) > order(rule.max) || Number.isNaN(value)) return "above_maximum";
    }
  }
  return null;
}

/** Dates and timestamps compare as their texts; decimals as the integers that their digits without the point make. */
function comparable(type: ColumnType): (value: Value) => Value {
  if (type.kind !== "decimal") return (value) => value;
  return (value) => BigInt(String(value).replace(".", ""));
}
