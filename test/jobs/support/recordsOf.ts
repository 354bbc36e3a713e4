import fc from "fast-check";
import type { ValueSpec } from "../../../core/contract/ColumnSpec.ts";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import { edgeTexts } from "./edgeTexts.ts";
import { fieldText } from "./fieldText.ts";
import { fittingTexts } from "./fittingTexts.ts";

/** Records of these columns, without their line ends: that fit, that one thing is wrong with, and that are all wrong. */
export function recordsOf(columns: readonly ValueSpec[], source: CsvDialect): fc.Arbitrary<Buffer> {
  const fitting = fc.tuple(...columns.map((column) => fittingTexts(column, source)));
  const edges = fc.tuple(...columns.map((column) => edgeTexts(column, source)));
  const place = fc.nat({ max: columns.length - 1 });
  const oneEdge = fc
    .tuple(fitting, edges, place)
    .map(([texts, others, index]) => texts.with(index, others[index] ?? ""));
  const written = (texts: fc.Arbitrary<string[]>) =>
    fc.tuple(texts, fc.boolean()).map(([each, quotesAll]) => Buffer.from(encode(each, source, quotesAll)));
  return fc.oneof(
    { weight: 10, arbitrary: written(fitting) },
    { weight: 10, arbitrary: written(oneEdge) },
    { weight: 3, arbitrary: written(edges) },
    { weight: 3, arbitrary: edges.map((texts) => Buffer.from(texts.join(source.delimiter))) },
    { weight: 5, arbitrary: fc.tuple(fitting, place).chain(([texts, index]) => damaged(texts, index, source)) },
    { weight: 1, arbitrary: noise(source) },
  );
}

/** All fields in quotes, or those alone that need them. */
function encode(texts: readonly string[], source: CsvDialect, quotesAll: boolean): string {
  const { delimiter, quote } = source;
  const needsQuotes = (text: string) => [delimiter, quote, "\n", "\r"].some((each) => text.includes(each));
  return texts.map((text) => (quotesAll || needsQuotes(text) ? fieldText(text, source) : text)).join(source.delimiter);
}

/** Bytes that UTF-8 never has: cut short, overlong, half of a surrogate pair, beyond U+10FFFF, a lone end. */
const brokenBytes = fc.constantFrom([0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xa9]);

/** A record that fits but for one thing, which is at the field of the index. */
function damaged(texts: readonly string[], index: number, source: CsvDialect): fc.Arbitrary<Buffer> {
  const { delimiter, quote, comment } = source;
  const quoted = texts.map((text) => fieldText(text, source));
  const at = texts[index] ?? "";
  const changed = (field: string) => quoted.with(index, field).join(delimiter);
  const [whole, closed] = [quoted.join(delimiter), quoted[index] ?? ""];
  const long = texts.toSpliced(index, 0, "7");
  return fc.oneof(
    fc
      .tuple(brokenBytes, fc.constantFrom("", "", `\n${"x".repeat(60)}`))
      .map(([bytes, rest]) =>
        Buffer.concat([
          Buffer.from([...quoted.slice(0, index), `${quote}a`].join(delimiter)),
          Buffer.from(bytes),
          Buffer.from([rest, quote, ...quoted.slice(index + 1).map((each) => delimiter + each)].join("")),
        ]),
      ),
    fc
      .constantFrom(
        texts.toSpliced(index, 1).join(delimiter),
        long.join(delimiter),
        `${whole}${delimiter}`,
        `${delimiter}${whole}`,
        changed(`${closed}x`),
        changed(` ${closed}`),
        changed(`${at}${quote}`),
        changed(`a${quote}b${quote}`),
        changed(fieldText(`${at}\n`, source)),
        changed(fieldText(`${at}\r\nx`, source)),
        changed(fieldText(`\r${at}`, source)),
        changed(`\r${at}`),
        changed(`${at}\r`),
        changed(fieldText(`${at}\ufffd`, source)),
        changed(fieldText(`${quote}${delimiter}${quote}`, source)),
        changed(`${at}\u0000`),
        changed(fieldText(`${source.escape}${quote}x`, source)),
        changed(`${quote}a${source.escape}b${quote}`),
        changed(`${quote}a${source.escape}${quote}`),
        changed(`${quote}a${quote}${quote}b${quote}`),
        `${comment ?? "#"}${whole}`,
        `\ufeff${whole}`,
      )
      .map((text) => Buffer.from(text)),
  );
}

function noise({ delimiter, quote }: CsvDialect): fc.Arbitrary<Buffer> {
  const marks = Buffer.from(`${delimiter}${quote}${delimiter}${quote}ab \r\n`);
  return fc.array(fc.constantFrom(...marks, 0xff, 0x00, 0xc3), { maxLength: 12 }).map((each) => Buffer.from(each));
}
