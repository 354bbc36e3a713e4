import type { Mutant } from "../Mutant.ts";
import type { Equivalent } from "./Equivalent.ts";
import { told } from "./told.ts";

const readers = ["spark"] as const;
const isLooser = ({ operator }: Mutant) => operator === "wider class" || operator === "looser quantifier";
const isIn = ({ file }: Mutant, ...names: readonly string[]) => names.some((name) => file.endsWith(`/${name}`));

/** Of Spark's SQL. */
export const sparkEquivalents: readonly Equivalent[] = [
  {
    readers,
    means: (mutant) => isIn(mutant, "timestampGrammar.ts"),
    why: "Spark reads a timestamp by a shape of its own and its cast",
  },
  {
    readers,
    means: told("decimalGrammar.ts", "export const decimalGroups"),
    why: "Spark casts the whole text, and has no use for its groups",
  },
  {
    readers,
    means: (mutant) =>
      isIn(mutant, "calendar.ts", "dateGrammar.ts", "floatingGrammar.ts") &&
      isLooser(mutant) &&
      !(mutant.told.startsWith("year:") && ["«1-9»", "«{3,4}»"].some((part) => mutant.told.includes(part))),
    why: "Spark's cast finds nothing in what the looser grammar lets through, for which there is the same reason",
  },
  {
    readers,
    means: told("excessDigits.ts", '[«0-9»]".repeat(scale)}0*[1-9]`; -> «/-:»'),
    why: "what is no digit is of no decimal's grammar, for which the reason comes first",
  },
  {
    readers,
    means: (mutant) =>
      mutant.file.endsWith("spark/timestampSql.ts") &&
      mutant.told.includes("[0-9]") &&
      isLooser(mutant) &&
      !["«{4}»", "«{1,6}»", "1[«0-8»]", "[«0-5»]", "(?::?[0-5][0-9])«?»", "[0-5][0-9])?)«?»"].some((part) =>
        mutant.told.includes(part),
      ),
    why: "Spark's cast finds no time in what the looser shape lets through",
  },
  {
    readers,
    means: told("sparkLiteral.ts", "[^« -~»]", "[«^» -~]", "«[^ -~]|»", '«unit === "\\\\"» ||', '|| «unit === "'),
    why: "a literal's character is the same whether it is escaped or not, and how",
  },
  {
    readers,
    means: told("dateSql.ts", "[^«M»]", "[^«D»]"),
    why: "a pattern's groups are the parts that its places are",
  },
  {
    readers,
    means: told("dateSql.ts", "«6») = 8`, -> «7»"),
    why: "Spark's cast finds no date in a text with two dashes beside each other",
  },
  {
    readers,
    means: told("dateSql.ts", "« >= »'0001'"),
    why: "a text of ten bytes is not one of four",
  },
  {
    readers,
    means: told("timestampSql.ts", "« < »'0001' THEN NULL"),
    why: "a text of the shape has more than four bytes",
  },
  {
    readers,
    means: told("decimalSql.ts", "« - »instr(", ")« > »"),
    why: "what need not be asked is asked, to the same value",
  },
  {
    readers,
    means: told("timestampSql.ts", 'day: "«86400000000»L"'),
    why: "a time a day from another is looked at for the offset there: a microsecond more is as good",
  },
  {
    readers,
    means: told("timestampSql.ts", "> «0» THEN substring("),
    why: "the sign of an offset is behind the minutes",
  },
  {
    readers,
    means: told("timestampSql.ts", ") > «3» THEN CAST(right("),
    why: "an offset of minutes has five characters or six",
  },
  {
    readers,
    means: told(
      "columnSql.ts",
      "dialect.emptyIsNull && «!isTrimmed»",
      '&& «nulls.includes("")»; -> «true»',
      ": «isNullable» ? raw",
      "«(isNullable && nulls.length === 1 && column.default === undefined)»; -> «false»",
      "&& «column.default === undefined»)",
      "&& «nulls.length === 1» &&",
      "return [...(«isNullable» ?",
      'isToken].join("« OR »")',
      "« IS NULL»`] : []",
    ),
    why: "it is of dialects in which an empty field is NULL",
  },
  {
    readers,
    means: told("valueLiteral.ts", '"varchar" && «value !== null»'),
    why: "the job casts what a column is where the file lacks it",
  },
];
