import type { Change } from "./Change.ts";

/**
 * The changes of a regular expression as it is written in TypeScript, holes of a template included: each class wider and
 * narrower, each quantifier looser and stricter, each alternative gone.
 */
export function patternChanges(text: string): Change[] {
  const tokens = tokensOf(text);
  return [
    ...tokens.flatMap((token) => (token.kind === "class" ? classChanges(text, token) : [])),
    ...tokens.flatMap((token) => (token.kind === "quantifier" ? quantifierChanges(text, token) : [])),
    ...alternativeChanges(tokens, text.length),
  ];
}

interface Token {
  readonly kind: "class" | "quantifier" | "open" | "close" | "bar" | "other";
  readonly start: number;
  readonly end: number;
}

const shapes: readonly [Token["kind"], RegExp][] = [
  ["other", /\$\{[^}]*\}/y],
  ["other", /\\\\?./y],
  ["class", /\[[^\]]*\]/y],
  ["open", /\((?:\?:)?/y],
  ["close", /\)/y],
  ["bar", /\|/y],
  ["quantifier", /[?*+]|\{[0-9,]+\}/y],
  ["other", /./sy],
];

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at = tokens.at(-1)?.end ?? text.length) {
    for (const [kind, shape] of shapes) {
      shape.lastIndex = at;
      const found = shape.exec(text);
      if (found === null) continue;
      tokens.push({ kind, start: at, end: at + found[0].length });
      break;
    }
  }
  return tokens;
}

/** A range is made wider by one character at both ends, or narrower at one; a member is left out where there are more. */
function classChanges(text: string, { start, end }: Token): Change[] {
  const inside = text.slice(start + 1, end - 1);
  const parts = inside.match(/\$\{[^}]*\}|\\.|.-.|./gs) ?? [];
  let at = start + 1;
  return parts.flatMap((part): Change[] => {
    const place = { start: at, end: at + part.length };
    at = place.end;
    if (!/^.-.$/s.test(part)) {
      return parts.length < 2 ? [] : [{ ...place, replacement: "", operator: "narrower class" }];
    }
    const moved = (index: number, step: number) => String.fromCharCode(part.charCodeAt(index) + step);
    return [
      { ...place, replacement: `${moved(0, -1)}-${moved(2, 1)}`, operator: "wider class" },
      { ...place, replacement: `${moved(0, 1)}-${part.charAt(2)}`, operator: "narrower class" },
      { ...place, replacement: `${part.charAt(0)}-${moved(2, -1)}`, operator: "narrower class" },
    ];
  });
}

function quantifierChanges(text: string, { start, end }: Token): Change[] {
  const quantifier = text.slice(start, end);
  const bounds = /^\{(\d+)(?:,(\d+))?\}$/.exec(quantifier);
  const become = (replacement: string, operator: string) => ({ start, end, replacement, operator });
  if (bounds !== null) {
    const [least, most] = [Number(bounds[1]), Number(bounds[2] ?? bounds[1])];
    return [
      become(`{${least},${most + 1}}`, "looser quantifier"),
      become(
        `{${least},${most - 1}}`.replace(/^\{(\d+),(\d+)\}$/, (_, low, high) =>
          Number(high) < Number(low) ? `{${high}}` : `{${low},${high}}`,
        ),
        "stricter quantifier",
      ),
    ];
  }
  const changed: Readonly<Record<string, readonly [string, string]>> = {
    "?": ["*", ""],
    "*": ["?", "+"],
    "+": ["*", ""],
  };
  const [loose = "", strict = ""] = changed[quantifier] ?? [];
  const first = quantifier === "*" ? "stricter quantifier" : "looser quantifier";
  return [become(loose, first), become(strict, "stricter quantifier")];
}

/** Leaves out each alternative, of groups and of the whole. */
function alternativeChanges(tokens: readonly Token[], length: number): Change[] {
  const changes: Change[] = [];
  const open: { from: number; bars: Token[] }[] = [{ from: 0, bars: [] }];
  const close = (to: number) => {
    const { from, bars } = open.pop() ?? { from: 0, bars: [] };
    if (bars.length === 0) return;
    const starts = [from, ...bars.map(({ end }) => end)];
    for (const [index, start] of starts.entries()) {
      const next = bars[index];
      const place = next ? { start, end: next.end } : { start: start - 1, end: to };
      changes.push({ ...place, replacement: "", operator: "alternative dropped" });
    }
  };
  for (const token of tokens) {
    if (token.kind === "open") open.push({ from: token.end, bars: [] });
    if (token.kind === "bar") open.at(-1)?.bars.push(token);
    if (token.kind === "close") close(token.start);
  }
  close(length);
  return changes;
}
