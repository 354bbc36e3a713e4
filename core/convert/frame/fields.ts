import type { CsvDialect } from "../../contract/csv.ts";
import { recordText } from "./recordText.ts";

/** The fields of a record that has no error: quotes undone, and CRLF inside them made LF. */
export function fields(record: { readonly raw: Uint8Array }, dialect: CsvDialect): string[] {
  const text = recordText(record.raw);
  const { delimiter, quote } = dialect;
  if (!text.includes(quote)) return text.split(delimiter);
  const found: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const isQuoted = text.startsWith(quote, at);
    const end = isQuoted ? closingQuote(text, dialect, at + 1) + 1 : endOfField(text, delimiter, at);
    found.push(isQuoted ? unquote(text.slice(at + 1, end - 1), dialect) : text.slice(at, end));
    at = end + 1;
  }
  return found;
}

function endOfField(text: string, delimiter: string, from: number): number {
  const at = text.indexOf(delimiter, from);
  return at === -1 ? text.length : at;
}

function closingQuote(text: string, { quote, escape: escaping }: CsvDialect, from: number): number {
  let at = from;
  if (escaping === quote) {
    at = text.indexOf(quote, from);
    while (text.startsWith(quote, at + 1)) at = text.indexOf(quote, at + 2);
    return at;
  }
  while (text[at] !== quote) at += text[at] === escaping && isEscaped(text[at + 1], quote, escaping) ? 2 : 1;
  return at;
}

function isEscaped(next: string | undefined, quote: string, escaping: string): boolean {
  return next === quote || next === escaping;
}

function unquote(text: string, { quote, escape: escaping }: CsvDialect): string {
  const isDoubled = escaping === quote;
  const unescaped = isDoubled ? text.split(quote + quote).join(quote) : withoutEscapes(text, quote, escaping);
  return unescaped.replaceAll("\r\n", "\n");
}

function withoutEscapes(text: string, quote: string, escaping: string): string {
  let found = "";
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === escaping && isEscaped(text[at + 1], quote, escaping)) at += 1;
    found += text[at];
  }
  return found;
}
