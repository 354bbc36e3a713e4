import type { Change } from "./Change.ts";

const operators: readonly [RegExp, string][] = [
  [/ AND /g, " OR "],
  [/ OR /g, " AND "],
  [/\bNOT (?!IN\b)/g, ""],
  [/ NOT IN /g, " IN "],
  [/ IS NULL/g, " IS NOT NULL"],
  [/ IS NOT NULL/g, " IS NULL"],
  [/ <> /g, " = "],
  [/ < /g, " <= "],
  [/ > /g, " >= "],
];

/** The changes of SQL as it is written in a template: each of its logical words and comparisons turned. */
export function sqlChanges(text: string): Change[] {
  return operators.flatMap(([operator, replacement]) =>
    [...text.matchAll(operator)].map(({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
      replacement,
      operator: "SQL turned",
    })),
  );
}
