import type { Mutant } from "./Mutant.ts";
import type { Reader } from "./readerMutants.ts";

/** Mutants that no file can tell from the reader as it is, and why. */
export interface Equivalent {
  readonly readers: readonly Reader[];
  readonly means: (mutant: Mutant) => boolean;
  readonly why: string;
}

const looser = ["wider class", "looser quantifier"];

export const equivalents: readonly Equivalent[] = [
  {
    readers: ["reference", "duckdb"],
    means: ({ file, told }) => file.endsWith("booleanGrammar.ts") && told.includes('padStart(«2», "0")'),
    why: "visible ASCII has two digits in base 16",
  },
  {
    readers: ["reference"],
    means: ({ file, operator, told }) =>
      operator === "wider class" && (file.endsWith("calendar.ts") ? /^(month|day):/ : /^[MD]:/).test(told),
    why: "a text of the wider class is no number, or that of no day: the calendar has the same reason for it",
  },
  {
    readers: ["duckdb"],
    means: ({ file, operator }) =>
      /(calendar|dateGrammar|timestampGrammar).ts$/.test(file) && looser.includes(operator),
    why: "DuckDB's cast finds no day or time in what the looser grammar lets through, for which there is the same reason",
  },
  {
    readers: ["duckdb"],
    means: ({ file, told }) => file.endsWith("decimalGrammar.ts") && told.startsWith("export const decimalGroups"),
    why: "DuckDB casts the whole text, and has no use for its groups",
  },
  {
    readers: ["duckdb"],
    means: ({ file, operator }) => file.endsWith("excessDigits.ts") && operator === "wider class",
    why: "what is no digit is of no decimal's grammar, for which the reason comes first",
  },
  {
    readers: ["duckdb"],
    means: ({ file, operator }) => file.endsWith("timestampGrammar.ts") && operator === "number moved",
    why: "DuckDB is told the names of the groups in their order, which a number moved by one keeps",
  },
  {
    readers: ["duckdb"],
    means: ({ file, told }) =>
      (file.endsWith("shortcut.ts") && told.startsWith("return nullable && ")) ||
      (file.endsWith("canonicalSql.ts") && told.includes("«tokens.length === 0»")),
    why: "a text that a shortcut does not know goes the long way, to the same value",
  },
  {
    readers: ["duckdb"],
    means: ({ file, operator }) => file.endsWith("partitionSql.ts") && operator === "condition negated",
    why: "the session is in UTC, so that an instant and its UTC time have the same day",
  },
  {
    readers: ["duckdb"],
    means: ({ file, operator }) => file.endsWith("timestampSql.ts") && operator === "constant changed",
    why: "a name within the query",
  },
  {
    readers: ["duckdb"],
    means: ({ file, told }) => file.endsWith("columnSql.ts") && told.includes("«dialect.emptyIsNull»"),
    why: "DuckDB reads the empty field as NULL always",
  },
  {
    readers: ["duckdb"],
    means: ({ file, told }) => file.endsWith("columnSql.ts") && told.includes('!(«type.kind === "varchar"»'),
    why: "no other type has keepEmpty",
  },
  {
    readers: ["duckdb"],
    means: ({ file }) => file.endsWith("valueLiteral.ts"),
    why: "a literal of DuckDB is cast to the type of the values that it stands beside",
  },
  {
    readers: ["duckdb"],
    means: ({ file, told }) =>
      file.endsWith("columnSql.ts") &&
      told.includes("«(isNullable && nulls.length === 1 && column.default === undefined)»"),
    why: "what need not be asked is asked, to the same value",
  },
  {
    readers: ["reference"],
    means: ({ file, told }) => file.endsWith("decimalReader.ts") && told.includes("/^0«+»/"),
    why: "no zeros are replaced by nothing",
  },
  {
    readers: ["reference"],
    means: ({ file, operator }) => file.endsWith("floatingReader.ts") && operator === "narrower class",
    why: "each token that is no number has an n, which is in the narrower class too",
  },
  {
    readers: ["reference"],
    means: ({ file, told }) => file.endsWith("integerReader.ts") && told.startsWith("const digits ="),
    why: "of the grammar's texts there is one sign and there are digits only; no digits at all are 0 too",
  },
  {
    readers: ["reference"],
    means: ({ file, told }) => file.endsWith("isCalendarDay.ts") && told.includes("«day >= 1»"),
    why: "the grammar has no day 0",
  },
  {
    readers: ["reference"],
    means: ({ file, told }) => file.endsWith("zonedTimes.ts") && /«(last === undefined|isIn\(span|>=|<»)/.test(told),
    why: "spans end two days before a change, and a time that is in none of them is asked of Temporal",
  },
  {
    readers: ["duckdb"],
    means: ({ file, told }) => file.endsWith("columnSql.ts") && told.startsWith("if («isDamaged === undefined»)"),
    why: "it is reached by Spark's SQL alone: DuckDB has the grammar among its checks",
  },
  {
    readers: ["reference"],
    means: ({ file, told }) =>
      file.endsWith("Framer.ts") &&
      /«[^»]*(markChecked|dropMark\(false\)|lastLine !== -1|!this\.checkTo\(this\.length -)/.test(told),
    why: "more is kept until the file ends, or each record is checked by itself for UTF-8: slower, to the same records",
  },
  {
    readers: ["reference"],
    means: ({ file, told }) =>
      file.endsWith("Framer.ts") &&
      /«(carriedSuspect|this\.record\.number === delivered|!this\.checkTo\(this\.length\))»|^if \((needed|end) «|^if \(«gone === 0»/.test(
        told,
      ),
    why: "records that need not be are checked by themselves, or bytes are copied that need not be, to the same records",
  },
  {
    readers: ["reference"],
    means: ({ file, told }) =>
      file.endsWith("Framer.ts") && /^if \(.*«this\.(recordStart === this\.length|place === inComment)»/.test(told),
    why: "a record without bytes is never delivered",
  },
];
