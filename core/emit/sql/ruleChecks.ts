import type { ColumnType, Rule } from "../../contract/ColumnSpec.ts";
import type { SqlDialect } from "./SqlDialect.ts";
import type { CheckSql } from "./TypedSql.ts";
import { valueLiteral } from "./valueLiteral.ts";

/** Met where the value breaks the rule. NaN is above every bound in DuckDB and in Spark too. */
export function ruleChecks(dialect: SqlDialect, type: ColumnType, rule: Rule, value: string): CheckSql[] {
  if (rule.rule === "oneOf") {
    const list = rule.values.map(dialect.literal).join(", ");
    return [{ reason: "not_allowed", when: list === "" ? "true" : `${value} NOT IN (${list})` }];
  }
  const isReal = type.kind === "real";
  const double: ColumnType = { kind: "double", allowNaN: true };
  const compared = isReal ? `CAST(${value} AS ${dialect.typeName(double)})` : value;
  const bound = (of: typeof rule.min) => valueLiteral(dialect, isReal ? double : type, of);
  return [
    { reason: "below_minimum", when: `${compared} < ${bound(rule.min)}` },
    { reason: "above_maximum", when: `${compared} > ${bound(rule.max)}` },
  ];
}
