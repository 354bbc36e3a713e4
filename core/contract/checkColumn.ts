import { brokenRule } from "../convert/brokenRule.ts";
import { valueConverter } from "../convert/valueConverter.ts";
import { SluiceError } from "../errors.ts";
import type { ColumnType, Rule, Value } from "./ColumnSpec.ts";
import type { ContractColumn } from "./Contract.ts";
import { typeName } from "./typeName.ts";

/**
 * Refuses a default or a rule that the column's own type would not read: a row holds a value in one form only.
 * @throws SluiceError `contract.default_value`, `contract.default_rule`, `contract.bound_value`,
 * `contract.bound_order`, `contract.one_of_value`, `contract.one_of_empty` or `contract.rule_repeated`
 */
export function checkColumn(dataset: string, column: ContractColumn): void {
  const where = `${dataset}.${column.key}`;
  checkRepeatedRules(where, column.rules);
  for (const rule of column.rules) checkRule(where, column.type, rule);
  checkDefault(where, column);
}

function checkRepeatedRules(where: string, rules: readonly Rule[]): void {
  const names = rules.map(({ rule }) => rule);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated === undefined) return;
  throw new SluiceError("contract.rule_repeated", `The rule ${repeated} is declared twice`, {
    where,
    mend: "keep the narrower one",
  });
}

function checkRule(where: string, type: ColumnType, rule: Rule): void {
  if (rule.rule === "between") {
    for (const bound of [rule.min, rule.max]) requireValue(where, "contract.bound_value", "bound", type, bound);
    checkOrder(where, type, rule);
    return;
  }
  if (rule.values.length === 0) {
    throw new SluiceError("contract.one_of_empty", "oneOf allows no value at all", { where, mend: "list a value" });
  }
  for (const value of rule.values) requireValue(where, "contract.one_of_value", "oneOf value", type, value);
}

function checkOrder(where: string, type: ColumnType, rule: Extract<Rule, { rule: "between" }>): void {
  if (![rule.min, rule.max].some(Number.isNaN) && brokenRule(type, [rule], rule.min) === null) return;
  throw new SluiceError("contract.bound_order", `No value is between ${shown(rule.min)} and ${shown(rule.max)}`, {
    where,
    mend: "give the lower bound first, and no NaN",
  });
}

function checkDefault(where: string, { type, rules, default: value }: ContractColumn): void {
  if (value === undefined) return;
  requireValue(where, "contract.default_value", "default", type, value);
  const reason = brokenRule(type, rules, value);
  if (reason === null) return;
  throw new SluiceError("contract.default_rule", `The default ${shown(value)} breaks the column's rule (${reason})`, {
    where,
    mend: "choose a default that the rules allow",
  });
}

/** A value is sound where the type, given the value's text, reads that very value. */
function requireValue(where: string, code: string, what: string, type: ColumnType, value: Value): void {
  const read = valueConverter(plainColumn(type), { decimal: ".", nulls: [] })(String(value));
  if ("value" in read && Object.is(read.value, value)) return;
  const mend =
    "value" in read && typeof read.value === typeof value ? `write ${shown(read.value)}` : written[type.kind];
  throw new SluiceError(code, `The ${what} ${shown(value)} is not a value of ${typeName(type)}`, { where, mend });
}

/** The type alone, as its values are written in TypeScript: dates as `YYYY-MM-DD`, decimals not rounded. */
function plainColumn(type: ColumnType) {
  return { type: plainType(type), nullable: false, default: undefined, rules: [] };
}

function plainType(type: ColumnType): ColumnType {
  if (type.kind === "date") return { ...type, format: "YYYY-MM-DD" };
  if (type.kind === "decimal") return { ...type, round: "none" };
  if (type.kind === "boolean") return { ...type, trueTokens: ["true"], falseTokens: ["false"] };
  return type;
}

const written: Record<ColumnType["kind"], string> = {
  smallint: "write a whole number from -32768 to 32767",
  int: "write a whole number of 32 bits",
  bigint: "write a bigint of 64 bits, such as 5n",
  decimal: "write a string of that precision with exactly that scale",
  real: "write a finite number that binary32 holds, or add .allowNaN()",
  double: "write a finite number, or add .allowNaN()",
  boolean: "write true or false",
  varchar: "write a string of at most that many bytes of UTF-8",
  date: "write it as YYYY-MM-DD",
  timestamp: "write it as YYYY-MM-DDTHH:MM:SS.ffffffZ",
};

function shown(value: Value | null): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "bigint" ? `${value}n` : String(value);
}
