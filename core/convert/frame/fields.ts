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
    const end = isQuoted ? closingQuote(text, quote, at + 1) + 1 : endOfField(text, delimiter, at);
    found.push(isQuoted ? unquote(text.slice(at + 1, end - 1), quote) : text.slice(at, end));
    at = end + 1;
  }
  return found;
}

function endOfField(text: string, delimiter: string, from: number): number {
  const at = text.indexOf(delimiter, from);
  return at === -1 ? text.length : at;
}

function closingQuote(text: string, quote: string, from: number): number {
  let at = text.indexOf(quote, from);
  while (text.startsWith(quote, at + 1)) at = text.indexOf(quote, at + 2);
  return at;
}

function unquote(text: string, quote: string): string {
  return text
    .split(quote + quote)
    .join(quote)
    .replaceAll("\r\n", "\n");
}
