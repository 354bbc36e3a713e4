import type { ContractColumn } from "../../contract/Contract.ts";
import type { CsvDialect } from "../../contract/csv.ts";
import { blanks } from "../../convert/grammar/blanks.ts";
import { replacementCharacter } from "../../convert/grammar/replacementCharacter.ts";
import { ruleChecks } from "./ruleChecks.ts";
import type { SqlDialect } from "./SqlDialect.ts";
import type { CheckSql, TypedSql } from "./TypedSql.ts";
import { valueLiteral } from "./valueLiteral.ts";
import { valueSql } from "./valueSql.ts";

/** How a column's field becomes a typed value and, where it is none, a reason. */
export interface ColumnSql {
  /** Expressions computed once under a name, in layers, as in `TypedSql`. */
  readonly steps: readonly Readonly<Record<string, string>>[];
  readonly value: string;
  /** The reason's name, or NULL where the value is good. */
  readonly reason: string;
}

/**
 * The counterpart of `valueConverter` in SQL.
 *
 * @param source how the file is written
 * @param position the column's place in the contract
 * @param raw name of the column that holds the field
 * @param damaged whether U+FFFD may be in the field
 */
export function columnSql(
  dialect: SqlDialect,
  column: ContractColumn,
  source: CsvDialect,
  position: number,
  raw: string,
  damaged = true,
): ColumnSql {
  const { type, rules } = column;
  const nulls = nullTokens(column, source);
  const isTrimmed = type.kind !== "varchar" || type.trim;
  // A text that is NULL already where it is to be.
  const isNullable = dialect.emptyIsNull && !isTrimmed && nulls.includes("");
  const field = isTrimmed ? trimmed(dialect, raw) : isNullable ? raw : dialect.fieldText(raw);
  const text = field === raw ? raw : `t${position}`;
  const isAsRead = nulls.length === 0 || (isNullable && nulls.length === 1 && column.default === undefined);
  const typed = valueSql(dialect, type, { text, separator: source.decimal, id: position });
  const isNull = isNullSql(dialect, text, nulls, isNullable);
  const checks = [
    ...grammarChecks(typed, damaged ? dialect.contains(text, dialect.literal(replacementCharacter)) : undefined),
    ...typed.checks.map(whenSql),
    ...rules.flatMap((rule) => ruleChecks(dialect, type, rule, typed.value)).map(whenSql),
  ];
  return {
    steps: [...(text === raw ? [] : [{ [text]: field }]), ...typed.steps],
    value: isAsRead ? typed.value : `CASE WHEN ${isNull} THEN ${ofNull(dialect, column)} ELSE ${typed.value} END`,
    reason: [
      "CASE",
      ...(nulls.length === 0 ? [] : [`WHEN ${isNull} THEN ${isRequired(column) ? "'required'" : "NULL"}`]),
      ...checks,
      "END",
    ].join("\n    "),
  };
}

/** Trimming takes a microsecond in some dialects: it is asked for only where there is something to trim. */
function trimmed({ literal, startsWith, endsWith, trim, fieldText }: SqlDialect, raw: string): string {
  const isBlank = Array.from(blanks, literal).flatMap((blank) => [startsWith(raw, blank), endsWith(raw, blank)]);
  return `CASE WHEN ${isBlank.join(" OR ")} THEN ${trim(raw, literal(blanks))} ELSE ${fieldText(raw)} END`;
}

function isNullSql({ literal }: SqlDialect, text: string, nulls: readonly string[], isNullable: boolean): string {
  const tokens = isNullable ? nulls.filter((token) => token !== "") : nulls;
  const isToken = tokens.length === 0 ? [] : [`${text} IN (${tokens.map(literal).join(", ")})`];
  return [...(isNullable ? [`${text} IS NULL`] : []), ...isToken].join(" OR ");
}

/** Damage, where there may be any, comes first among the reasons. */
function grammarChecks({ misses }: TypedSql, isDamaged: string | undefined): string[] {
  const damaged = isDamaged === undefined ? [] : [whenSql({ reason: "replacement_character", when: isDamaged })];
  if (misses === undefined) return damaged;
  if (isDamaged === undefined) return [whenSql(misses)];
  return [`WHEN ${misses.when} THEN CASE ${damaged.join(" ")} ELSE '${misses.reason}' END`];
}

function whenSql({ reason, when }: CheckSql): string {
  return `WHEN ${when} THEN '${reason}'`;
}

/** What a null becomes, and a column that the file lacks: the column's default, else NULL. */
export function ofNull(dialect: SqlDialect, { type, default: value }: ContractColumn): string {
  return valueLiteral(dialect, type, value ?? null);
}

function nullTokens({ type }: ContractColumn, { nulls }: CsvDialect): string[] {
  return nulls.filter((token) => !(type.kind === "varchar" && type.keepEmpty && token === ""));
}

function isRequired(column: ContractColumn): boolean {
  return column.default === undefined && !column.nullable;
}
