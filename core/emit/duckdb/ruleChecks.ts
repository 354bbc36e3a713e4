import type { ColumnType, Rule } from "../../contract/ColumnSpec.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import type { CheckSql } from "./TypedSql.ts";
import { valueLiteral } from "./valueLiteral.ts";

/** Met where the value breaks the rule. NaN is above every bound in DuckDB too. */
export function ruleChecks(type: ColumnType, rule: Rule, value: string): CheckSql[] {
  if (rule.rule === "oneOf") {
    const list = rule.values.map(sqlLiteral).join(", ");
    return [{ reason: "not_allowed", when: list === "" ? "true" : `${value} NOT IN (${list})` }];
  }
  const isReal = type.kind === "real";
  const compared = isReal ? `CAST(${value} AS DOUBLE)` : value;
  const bound = (of: typeof rule.min) => valueLiteral(isReal ? { ...type, kind: "double" } : type, of);
  return [
    { reason: "below_minimum", when: `${compared} < ${bound(rule.min)}` },
    { reason: "above_maximum", when: `${compared} > ${bound(rule.max)}` },
  ];
}
