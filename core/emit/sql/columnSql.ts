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
 */
export function columnSql(
  dialect: SqlDialect,
  column: ContractColumn,
  source: CsvDialect,
  position: number,
  raw: string,
): ColumnSql {
  const { type, rules } = column;
  const field = type.kind !== "varchar" || type.trim ? trimmed(dialect, raw) : dialect.fieldText(raw);
  const text = field === raw ? raw : `t${position}`;
  const typed = valueSql(dialect, type, { text, separator: source.decimal, id: position });
  const nulls = nullTokens(column, source);
  const isNull = `${text} IN (${nulls.map(dialect.literal).join(", ")})`;
  const checks = [
    ...grammarChecks(typed, dialect.contains(text, dialect.literal(replacementCharacter))),
    ...typed.checks.map(whenSql),
    ...rules.flatMap((rule) => ruleChecks(dialect, type, rule, typed.value)).map(whenSql),
  ];
  return {
    steps: [...(text === raw ? [] : [{ [text]: field }]), ...typed.steps],
    value:
      nulls.length === 0 ? typed.value : `CASE WHEN ${isNull} THEN ${ofNull(dialect, column)} ELSE ${typed.value} END`,
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

/** Damage comes first among the reasons. */
function grammarChecks({ misses }: TypedSql, isDamaged: string): string[] {
  const damaged = whenSql({ reason: "replacement_character", when: isDamaged });
  return [misses ? `WHEN ${misses.when} THEN CASE ${damaged} ELSE '${misses.reason}' END` : damaged];
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
