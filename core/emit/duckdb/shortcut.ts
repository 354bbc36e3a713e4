import type { ContractColumn } from "../../contract/Contract.ts";
import type { CsvDialect } from "../../contract/csv.ts";
import type { ColumnSql } from "../sql/columnSql.ts";
import { ruleChecks } from "../sql/ruleChecks.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { canonicalSql } from "./canonicalSql.ts";
import { duckdbDialect } from "./duckdbDialect.ts";

/**
 * Puts a shorter way before a column's own, for fields in the canonical writing of its type, and for empty fields that are
 * NULL: only the rules of the column are asked there. The way of all other fields is not even begun for these, since
 * DuckDB computes a branch of CASE for no other rows than its own.
 */
export function shortcut(
  column: ContractColumn,
  source: CsvDialect,
  position: number,
  raw: string,
  whole: ColumnSql,
): ColumnSql {
  const canonical = canonicalSql(column.type, source, raw);
  if (canonical === undefined) return whole;
  const [value, short] = [`q${position}`, `s${position}`];
  const rules = column.rules.flatMap((rule) => ruleChecks(duckdbDialect, column.type, rule, value));
  const rule = ["CASE", ...rules.map(({ when, reason }) => `WHEN ${when} THEN '${reason}'`), "END"].join(" ");
  return {
    steps: [
      { [value]: canonical.value },
      { [short]: isShort(column, source, raw, canonical.is(value)) },
      ...whole.steps.map((step) => mapped(step, (expression) => `CASE WHEN ${short} THEN NULL ELSE ${expression} END`)),
    ],
    value: `CASE WHEN ${short} THEN ${value} ELSE ${whole.value} END`,
    reason: `CASE WHEN ${short} THEN ${rules.length === 0 ? "NULL" : rule} ELSE ${whole.reason} END`,
  };
}

/** The empty field is read as NULL: so is the value then. */
function isShort({ nullable, default: value }: ContractColumn, { nulls }: CsvDialect, raw: string, is: string): string {
  const tokens = nulls.filter((token) => token !== "").map(sqlLiteral);
  const typed = tokens.length === 0 ? is : `${is} AND ${raw} NOT IN (${tokens.join(", ")})`;
  return nullable && value === undefined && nulls.includes("") ? `${raw} IS NULL OR (${typed})` : typed;
}

function mapped(step: Readonly<Record<string, string>>, to: (expression: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(step).map(([name, expression]) => [name, to(expression)]));
}
