import type { CsvDialect } from "../../core/contract/csv.ts";
import { encodeRecord } from "../../core/convert/frame/encodeRecord.ts";

/** Whether a number can stand unquoted before a record: a delimiter or a quote may be a digit. */
export function isPlainNumber({ delimiter, quote }: CsvDialect): boolean {
  return !/[0-9]/.test(delimiter + quote);
}

/** What stands before a record in a prepared file: its number, quoted like any field where it must be, and a delimiter. */
export function recordPrefix(dialect: CsvDialect, record: number): string {
  const number = String(record);
  return (isPlainNumber(dialect) ? number : encodeRecord([number], dialect)) + dialect.delimiter;
}
