import type { ColumnEvidence } from "./ColumnEvidence.ts";
import type { Drafted } from "./Drafted.ts";
import { fits, matched } from "./fits.ts";

const widths = [5, 10, 20, 40, 60, 80, 120, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 65_535];

/** A varchar, with what keeps its values from being of another type. */
export function draftText(evidence: ColumnEvidence, decimal: "." | ","): Drafted {
  const type = { kind: "varchar", bytes: widthOf(evidence), trim: false, keepEmpty: false } as const;
  return { type, review: why(evidence, decimal), hints: [...blanks(evidence), ...few(evidence)] };
}

/** Texts of one length are codes; others are left a quarter of room. */
function widthOf({ values, bytes: { least, most } }: ColumnEvidence): number {
  if (most === 0) return 255;
  if (least === most && values > 1) return most;
  return widths.find((width) => width >= most * 1.25) ?? 65_535;
}

const misread: readonly (readonly [pattern: string, says: string])[] = [
  ["grouped", "Numbers with grouped digits, which no type reads"],
  ["marked", "Numbers with a sign of currency or percent, which no type reads"],
  ["shortYear", "Dates with a year of two digits, which no format reads"],
  ["namedMonth", "Dates with the month's name, which no format reads"],
  ["finerTime", "Times finer than a microsecond, which a timestamp cannot hold"],
  ["otherTime", "Times that are not written as ISO 8601 has them, which a timestamp needs"],
];

function why(evidence: ColumnEvidence, decimal: "." | ","): string[] {
  const { values } = evidence;
  if (values === 0) return ["No value was seen: the type is a guess"];
  if (fits(evidence, "integer")) {
    if (matched(evidence, "leadingZero") > 0) return ["Numbers, some with a zero in front: kept as text, as codes are"];
    return [matched(evidence, "plus") > 0 ? "Numbers with a plus in front: kept as text" : "Numbers beyond 38 digits"];
  }
  const nearly = Object.keys(names).find((pattern) => matched(evidence, pattern.replace("?", decimal)) >= values * 0.8);
  if (nearly !== undefined) {
    const count = matched(evidence, nearly.replace("?", decimal));
    return [`Of ${values} values ${count} are ${names[nearly]}: as such a column it would reject the others`];
  }
  return misread.filter(([pattern]) => fits(evidence, pattern)).map(([, says]) => says);
}

/** Types that a few values keep a column from, by pattern; `?` is the decimal separator. */
const names: Readonly<Record<string, string>> = {
  "YYYY-MM-DD": "dates",
  timestamp: "timestamps",
  integer: "integers",
  "floating?": "numbers",
};

function blanks({ padded }: ColumnEvidence): string[] {
  return padded === 0 ? [] : [`Could have .trim(): fields with blanks around their text: ${padded}`];
}

/** A few texts that come again and again are a choice. */
function few({ distinct, values }: ColumnEvidence): string[] {
  return distinct > 1 && distinct <= 12 && values >= 20 * distinct
    ? [`Could have .oneOf([...]): only ${distinct} texts occur`]
    : [];
}
