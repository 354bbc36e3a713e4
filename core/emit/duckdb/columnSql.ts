import type { ContractColumn } from "../../contract/Contract.ts";
import type { CsvDialect } from "../../contract/csv.ts";
import { blanks } from "../../convert/grammar/blanks.ts";
import { replacementCharacter } from "../../convert/grammar/replacementCharacter.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { ruleChecks } from "./ruleChecks.ts";
import type { CheckSql } from "./TypedSql.ts";
import { valueLiteral } from "./valueLiteral.ts";
import { valueSql } from "./valueSql.ts";

/** How a column of the prepared file becomes a typed value and, where it is none, a reason. */
export interface ColumnSql {
  /** Expressions computed once under a name, in layers, as in `TypedSql`. */
  readonly steps: readonly Readonly<Record<string, string>>[];
  readonly value: string;
  /** The reason's name, or NULL where the value is good. */
  readonly reason: string;
}

/**
 * The counterpart of `valueConverter` in DuckDB.
 *
 * @param position the column's place in the contract
 * @param field the place of its field in the file; null where the file lacks it, so that its default fills it
 */
export function columnSql(
  column: ContractColumn,
  dialect: CsvDialect,
  position: number,
  field: number | null,
): ColumnSql {
  const { type, rules } = column;
  const ofNull = valueLiteral(type, column.default ?? null);
  if (field === null) return { steps: [], value: ofNull, reason: "NULL" };

  const text = `t${position}`;
  const { steps, value, checks } = valueSql(type, dialect.decimal, text, position);
  const nulls = nullTokens(column, dialect);
  const isNull = `${text} IN (${nulls.map(sqlLiteral).join(", ")})`;
  const allChecks: CheckSql[] = [
    { reason: "replacement_character", when: `contains(${text}, ${sqlLiteral(replacementCharacter)})` },
    ...checks,
    ...rules.flatMap((rule) => ruleChecks(type, rule, value)),
  ];
  return {
    steps: [{ [text]: textOf(column, field) }, ...steps],
    value: nulls.length === 0 ? value : `CASE WHEN ${isNull} THEN ${ofNull} ELSE ${value} END`,
    reason: [
      "CASE",
      ...(nulls.length === 0 ? [] : [`WHEN ${isNull} THEN ${isRequired(column) ? "'required'" : "NULL"}`]),
      ...allChecks.map(({ reason, when }) => `WHEN ${when} THEN '${reason}'`),
      "END",
    ].join("\n    "),
  };
}

/**
 * DuckDB reads the empty field as NULL, quoted or not: it is the empty text. Its `trim` takes a microsecond, so it is
 * asked only where there is something to trim.
 */
function textOf({ type }: ContractColumn, field: number): string {
  const text = `coalesce(c${field}, '')`;
  if (type.kind === "varchar" && !type.trim) return text;
  const isBlank = Array.from(blanks, sqlLiteral).flatMap((blank) => [
    `starts_with(c${field}, ${blank})`,
    `ends_with(c${field}, ${blank})`,
  ]);
  return `CASE WHEN ${isBlank.join(" OR ")} THEN trim(c${field}, ${sqlLiteral(blanks)}) ELSE ${text} END`;
}

function nullTokens({ type }: ContractColumn, { nulls }: CsvDialect): string[] {
  return nulls.filter((token) => !(type.kind === "varchar" && type.keepEmpty && token === ""));
}

function isRequired(column: ContractColumn): boolean {
  return column.default === undefined && !column.nullable;
}
