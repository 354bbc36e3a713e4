import type { Equivalent } from "./Equivalent.ts";
import { told } from "./told.ts";

/** Of the rules of values, as the reference reads them. */
export const valueEquivalents: readonly Equivalent[] = [
  {
    readers: ["reference", "duckdb"],
    means: told("booleanGrammar.ts", 'padStart(«2», "0")}`; -> «1»'),
    why: "visible ASCII has two digits in base 16",
  },
  {
    readers: ["reference"],
    means: told("calendar.ts", 'day: "0[«1-9»]|[12][0-9]|3[01]", -> «0-:»', '[12][«0-9»]|3[01]", -> «/-:»'),
    why: "a text of the wider class is no number, or day 0: the calendar has the same reason for it",
  },
  {
    readers: ["reference"],
    means: told("dateGrammar.ts", "D: `0?[«1-9»]|[12][0-9]|3[01]`, -> «0-:»", "[12][«0-9»]|3[01]`, -> «/-:»"),
    why: "a text of the wider class is no number, or day 0: the calendar has the same reason for it",
  },
  {
    readers: ["reference"],
    means: told("decimalReader.ts", '/^0«+»/, ""); -> «*»'),
    why: "no zeros are replaced by nothing",
  },
  {
    readers: ["reference"],
    means: ({ file, operator }) => file.endsWith("floatingReader.ts") && operator === "narrower class",
    why: "each token that is no number has an n, which is in the narrower class too",
  },
  {
    readers: ["reference"],
    means: told("integerReader.ts", '(?=[«0-9»])/, ""); -> «/-:»', '/^[+-]«?»0*(?=[0-9])/, ""); -> «*»'),
    why: "of the grammar's texts there is one sign at most, and digits only",
  },
  {
    readers: ["reference"],
    means: told("isCalendarDay.ts", "«day >= 1» && day <= days; -> «true»"),
    why: "the grammar has no day 0",
  },
  {
    readers: ["reference"],
    means: told(
      "zonedTimes.ts",
      "if («last === undefined || !isIn(last, local)»)",
      "if («isIn(span, local)»)",
      "local «>=» from",
      "local «<» to",
    ),
    why: "spans end two days before a change, and a time that is in none of them is asked of Temporal",
  },
];
