import type { ColumnEvidence } from "../../../../core/contract/infer/ColumnEvidence.ts";
import { nullTokens } from "../../../../core/contract/infer/nullTokens.ts";
import { patterns } from "../../../../core/contract/infer/patterns.ts";
import { matcher } from "../../../../core/convert/grammar/matcher.ts";

/** What a column's fields are, counted in plain TypeScript. */
export function evidenceOfTexts(
  header: string,
  fields: readonly string[],
  missing: readonly string[] = [],
): ColumnEvidence {
  const texts = fields.map((field) => field.replace(/^[ \t]+|[ \t]+$/g, ""));
  const values = texts.filter((text) => text !== "" && !nullTokens.includes(text));
  const tokens = texts.filter((text) => nullTokens.includes(text));
  const sizes = fields.filter((field) => field !== "").map((field) => Buffer.byteLength(field));
  const of = (pattern: string) => values.filter((value) => matcher(patterns[pattern] ?? "").test(value));
  const integers = of("integer").map((value) => BigInt(value.replace("+", "")));
  const decimals = [...of("decimal."), ...of("decimal,")];
  return {
    header,
    missing,
    fields: fields.length,
    empty: texts.filter((text) => text === "").length,
    padded: fields.filter((field, index) => texts[index] !== "" && texts[index] !== field).length,
    bytes: { least: sizes.length === 0 ? 0 : Math.min(...sizes), most: Math.max(0, ...sizes) },
    tokens: Object.fromEntries(counted(tokens)),
    values: values.length,
    distinct: new Set(values).size,
    matches: Object.fromEntries(Object.keys(patterns).map((pattern) => [pattern, of(pattern).length])),
    frequent: counted(values)
      .map(([text]) => text)
      .slice(0, 3),
    integers: integers.length === 0 ? null : { min: least(integers), max: -least(integers.map((value) => -value)) },
    digits: {
      integer: Math.max(0, ...decimals.map((value) => value.replace(/^[+-]?0*/, "").match(/^[0-9]*/)?.[0].length ?? 0)),
      fraction: Math.max(0, ...decimals.map((value) => value.split(/[.,]/)[1]?.length ?? 0)),
    },
  };
}

/** By text, the most frequent first and then in the order of their bytes. */
function counted(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function least(values: readonly bigint[]): bigint {
  return values.reduce((one, other) => (other < one ? other : one));
}
