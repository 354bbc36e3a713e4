import type { Value, ValueSpec } from "../contract/ColumnSpec.ts";
import type { CsvDialect } from "../contract/csv.ts";
import { brokenRule } from "./brokenRule.ts";
import type { Converted } from "./Converted.ts";
import { blanks } from "./grammar/blanks.ts";
import { grammarOf } from "./grammar/grammarOf.ts";
import { matcher } from "./grammar/matcher.ts";
import { replacementCharacter } from "./grammar/replacementCharacter.ts";
import { valueReader } from "./values/valueReader.ts";

type Dialect = Pick<CsvDialect, "decimal" | "nulls">;

/**
 * The converter of one column's field texts, with quotes undone: the reference of what a value is. The first check
 * that fails gives the reason: null, damage, grammar, range, rules.
 */
export function valueConverter(column: ValueSpec, dialect: Dialect): (text: string) => Converted<Value | null> {
  const { type, rules } = column;
  const nulls = new Set(dialect.nulls.filter((token) => !(keepsEmpty(column) && token === "")));
  const ofNull = nullConverted(column);
  const grammar = grammarOf(type, dialect.decimal);
  const pattern = grammar === null ? null : matcher(grammar.source);
  const read = valueReader(type, dialect.decimal);
  const isTrimmed = type.kind !== "varchar" || type.trim;

  return (field) => {
    const text = isTrimmed ? trimBlanks(field) : field;
    if (nulls.has(text)) return ofNull;
    if (text.includes(replacementCharacter)) return { reason: "replacement_character" };
    if (grammar !== null && pattern?.test(text) === false) return { reason: grammar.reason };
    const converted = read(text);
    if ("reason" in converted) return converted;
    const reason = brokenRule(type, rules, converted.value);
    return reason === null ? converted : { reason };
  };
}

function keepsEmpty({ type }: ValueSpec): boolean {
  return type.kind === "varchar" && type.keepEmpty;
}

function nullConverted(column: ValueSpec): Converted<Value | null> {
  if (column.default !== undefined) return { value: column.default };
  return column.nullable ? { value: null } : { reason: "required" };
}

function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && blanks.includes(text.charAt(start))) start += 1;
  while (end > start && blanks.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
