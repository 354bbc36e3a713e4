import type { CsvDialect } from "../contract/csv.ts";
import { recordText } from "../convert/frame/recordText.ts";

/** A record of a file of corrections: the text of its first field, and the bytes behind it. */
export interface Correction {
  readonly first: string;
  readonly rest: Uint8Array;
}

/**
 * Takes the first field, whose quotes are undone, off a record. Where nothing is left, that is one empty field in quotes,
 * as a blank line would be no record.
 */
export function splitCorrection(raw: Uint8Array, { delimiter, quote }: CsvDialect): Correction {
  const end = endOfFirst(raw, delimiter.charCodeAt(0), quote.charCodeAt(0));
  const text = recordText(raw.subarray(0, end)).trim();
  const isQuoted = text.length > 1 && text.startsWith(quote) && text.endsWith(quote);
  const first = isQuoted ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
  const rest = raw.subarray(end + 1);
  return { first, rest: rest.length === 0 ? Buffer.from(quote + quote) : rest };
}

function endOfFirst(raw: Uint8Array, delimiter: number, quote: number): number {
  const end = raw.indexOf(delimiter, raw[0] === quote ? closingQuote(raw, quote) : 0);
  return end === -1 ? raw.length : end;
}

function closingQuote(raw: Uint8Array, quote: number): number {
  let at = raw.indexOf(quote, 1);
  while (at !== -1 && raw[at + 1] === quote) at = raw.indexOf(quote, at + 2);
  return at === -1 ? 0 : at;
}
