import type { Change } from "./Change.ts";

const turned: readonly [RegExp, string][] = [
  [/ AND /g, " OR "],
  [/ OR /g, " AND "],
  [/\bNOT (?!IN\b|NULL)/g, ""],
  [/ NOT IN /g, " IN "],
  [/ IS NULL/g, " IS NOT NULL"],
  [/ IS NOT NULL/g, " IS NULL"],
  [/ BETWEEN /g, " NOT BETWEEN "],
  [/ <> /g, " = "],
  [/ = /g, " <> "],
  [/ < /g, " <= "],
  [/ > /g, " >= "],
  [/ >= /g, " > "],
  [/ \+ /g, " - "],
  [/ - /g, " + "],
  [/\bleast\(/g, "greatest("],
  [/\bgreatest\(/g, "least("],
];
/** Neither a part of a name nor in quotes. */
const number = /(?<![\w'$])\d+/g;

/** The changes of SQL as it is written in a template: each of its logical words and comparisons turned, its numbers moved. */
export function sqlChanges(text: string): Change[] {
  const changes = turned.flatMap(([operator, replacement]) =>
    [...text.matchAll(operator)].map((found) => change(found, replacement, "SQL turned")),
  );
  const moved = [...text.matchAll(number)].map((found) =>
    change(found, `${BigInt(found[0]) + 1n}`, "SQL number moved"),
  );
  return [...changes, ...moved];
}

function change({ index, 0: found }: RegExpExecArray, replacement: string, operator: string): Change {
  return { start: index, end: index + found.length, replacement, operator };
}
