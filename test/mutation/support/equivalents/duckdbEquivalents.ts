import type { Equivalent } from "./Equivalent.ts";
import { told } from "./told.ts";

const readers = ["duckdb"] as const;
const castFails =
  "DuckDB's cast finds no day or time in what the looser grammar lets through, for which there is the same reason";

/** Of DuckDB's SQL. */
export const duckdbEquivalents: readonly Equivalent[] = [
  {
    readers,
    means: told(
      "calendar.ts",
      'year: "[«0-9»]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000", -> «/-:»',
      '|[«0-9»]{2}[1-9]0|[0-9][1-9]00|[1-9]000", -> «/-:»',
      '|[«0-9»][1-9]00|[1-9]000", -> «/-:»',
      'month: "0[«1-9»]|1[0-2]", -> «0-:»',
      'month: "0[1-9]|1[«0-2»]", -> «/-3»',
      'day: "0[«1-9»]|[12][0-9]|3[01]", -> «0-:»',
    ),
    why: castFails,
  },
  {
    readers,
    means: ({ file, operator, told }) =>
      file.endsWith("dateGrammar.ts") &&
      ["wider class", "looser quantifier"].includes(operator) &&
      !told.includes("[12][«0-9»]"),
    why: castFails,
  },
  {
    readers,
    means: told(
      "timestampGrammar.ts",
      'time = "([01][«0-9»]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.]([0-9]{1,6}))?)?"; -> «/-:»',
      ':([«0-5»][0-9])(?::([0-5][0-9])(?:[.]([0-9]{1,6}))?)?"; -> «/-6»',
      '(?::([«0-5»][0-9])(?:[.]([0-9]{1,6}))?)?"; -> «/-6»',
      '(?::([0-5][«0-9»])(?:[.]([0-9]{1,6}))?)?"; -> «/-:»',
      '(?:[.]([«0-9»]{1,6}))?)?"; -> «/-:»',
      '(?:[.]([0-9]{1,6}))«?»)?"; -> «*»',
      '(?:[.]([0-9]{1,6}))?)«?»"; -> «*»',
      '(?::?[0-5][0-9])?)«?»"; -> «*»',
    ),
    why: castFails,
  },
  {
    readers,
    means: ({ file, operator }) => file.endsWith("timestampGrammar.ts") && operator === "number moved",
    why: "DuckDB is told the names of the groups in their order, which a number moved by one keeps",
  },
  {
    readers,
    means: told("decimalGrammar.ts", "export const decimalGroups"),
    why: "DuckDB casts the whole text, and has no use for its groups",
  },
  {
    readers,
    means: told("excessDigits.ts", '[«0-9»]".repeat(scale)}0*[1-9]`; -> «/-:»'),
    why: "what is no digit is of no decimal's grammar, for which the reason comes first",
  },
  {
    readers,
    means: told("canonicalSql.ts", "«tokens.length === 0»", "DATE '0001-«01»-01'", "DATE '0001-01-«01»'"),
    why: "a text that a shortcut does not know goes the long way, to the same value",
  },
  {
    readers,
    means: told("shortcut.ts", "&& «value === undefined» &&", " IS NULL« OR »("),
    why: "a text that a shortcut does not know goes the long way, to the same value",
  },
  {
    readers,
    means: told("timestampSql.ts", 'day: "INTERVAL «1» DAY"'),
    why: "no zone changes its offset twice in so short a time that two days do not serve as one does",
  },
  {
    readers,
    means: told("partitionSql.ts", '«column.type.kind === "timestamp"»'),
    why: "the session is in UTC, so that an instant and its UTC time have the same day",
  },
  {
    readers,
    means: told("columnSql.ts", "«dialect.emptyIsNull» && !isTrimmed"),
    why: "DuckDB reads the empty field as NULL always",
  },
  {
    readers,
    means: told("columnSql.ts", "«(isNullable && nulls.length === 1 && column.default === undefined)»; -> «false»"),
    why: "what need not be asked is asked, to the same value",
  },
  {
    readers,
    means: told("columnSql.ts", "if («isDamaged === undefined») return [whenSql(misses)]"),
    why: "it is reached by Spark's SQL alone: DuckDB has the grammar among its checks",
  },
  {
    readers: ["duckdb", "spark"],
    means: told("columnSql.ts", '!(«type.kind === "varchar"» && type.keepEmpty'),
    why: "no other type has keepEmpty",
  },
  {
    readers,
    means: told(
      "valueLiteral.ts",
      'return «type.kind === "varchar" &&',
      'return type.kind === "varchar" && «value !== null»',
      'return «type.kind === "varchar"»',
    ),
    why: "a literal of DuckDB is cast to the type of the values that it stands beside",
  },
  {
    readers: ["duckdb", "spark"],
    means: told("valueLiteral.ts", '"-«0»"'),
    why: "no contract has -0 as a default or a bound",
  },
];
