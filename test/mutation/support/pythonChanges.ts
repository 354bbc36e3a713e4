import type { Change } from "./Change.ts";

const turned: readonly [RegExp, string][] = [
  [/ and /g, " or "],
  [/ or /g, " and "],
  [/ == /g, " != "],
  [/ != /g, " == "],
  [/ < /g, " <= "],
  [/ <= /g, " < "],
  [/ > /g, " >= "],
  [/ >= /g, " > "],
  [/\bnot (?!in\b|None)/g, ""],
  [/ not in /g, " in "],
  [/ is None/g, " is not None"],
  [/ is not None/g, " is None"],
  [/ \+ /g, " - "],
  [/ - /g, " + "],
  [/ \+= /g, " -= "],
  [/ & /g, " | "],
  [/ \| (?!None)/g, " & "],
  [/~/g, ""],
  [/\bmin\(/g, "max("],
  [/\bmax\(/g, "min("],
  [/\bTrue\b/g, "False"],
  [/\bFalse\b/g, "True"],
];
const number = /(?<![\w."'\\-])(?:0x[0-9A-Fa-f]+|\d+)(?![\w.])/g;
/** What follows `if` in a line, up to what it decides. */
const condition = /(?<=^ *(?:el)?if ).+(?=:$)|(?<= if ).+(?= else )/gm;
const bytes = /\bb"((?:[^"\\\n]|\\.)*)"/g;
/** Docstrings, comments, texts for people, and lines that only declare. */
const unchanged = /"""[\s\S]*?"""|#.*|(?<!\bb)"(?:[^"\\\n]|\\.)*"|^(?:from |import |@).*|^ *(?:def|class) [\s\S]*?:$/gm;

/** The changes of Python: each comparison and logical word turned, conditions negated, numbers moved, bytes left out. */
export function pythonChanges(text: string): Change[] {
  const code = text.replace(unchanged, (part) => part.replace(/[^\n]/g, "\u00b7"));
  const logic = turned.flatMap(([operator, replacement]) =>
    [...code.matchAll(operator)].map((found) => change(found, replacement, "turned")),
  );
  const numbers = [...code.matchAll(number)].flatMap((found) =>
    [1, -1].flatMap((by) =>
      Number(found[0]) + by < 0 ? [] : [change(found, `${Number(found[0]) + by}`, "number moved")],
    ),
  );
  const conditions = [...code.matchAll(condition)].map((found) =>
    change(found, `not (${text.slice(found.index, found.index + found[0].length)})`, "condition negated"),
  );
  const constants = [...code.matchAll(bytes)].flatMap(({ index, 1: all = "" }) =>
    [...all.matchAll(/\\x..|\\.|./g)].map((found) =>
      change({ ...found, index: index + 'b"'.length + found.index } as RegExpExecArray, "", "constant changed"),
    ),
  );
  return [...logic, ...numbers, ...conditions, ...constants];
}

function change({ index, 0: found }: RegExpExecArray, replacement: string, operator: string): Change {
  return { start: index, end: index + found.length, replacement, operator };
}
