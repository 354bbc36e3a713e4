import type { CsvDialect } from "../contract/csv.ts";
import { encodeRecord } from "../convert/frame/encodeRecord.ts";
import type { Reject } from "../convert/Reject.ts";
import { lineEndBehind } from "./lineEndBehind.ts";
import { recordColumn } from "./recordColumn.ts";

/**
 * A file of rejects to be corrected, in the source's dialect: each record as it came, behind its number.
 * @param header that of the source, as text
 */
export function rejectsCsv(
  dialect: CsvDialect,
  header: string,
  rejects: readonly Pick<Reject, "record" | "raw">[],
): string {
  const texts = [[recordColumn, header] as const, ...rejects.map(({ record, raw }) => [String(record), raw] as const)];
  const lines = texts.map(([first, text]) => firstField(first, dialect) + dialect.delimiter + text);
  return lines.map((line) => line + lineEndBehind(line.at(-1))).join("");
}

/** A delimiter or a quote may be a digit or a letter. */
function firstField(text: string, dialect: CsvDialect): string {
  const isPlain = !text.includes(dialect.delimiter) && !text.includes(dialect.quote);
  return isPlain ? text : encodeRecord([text], dialect);
}
