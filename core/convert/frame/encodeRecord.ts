import type { CsvDialect } from "../../contract/csv.ts";

/** The fields as one record that every RFC 4180 parser reads alike: each field quoted; without a line end. */
export function encodeRecord(fields: readonly string[], { delimiter, quote }: CsvDialect): string {
  return fields.map((field) => quote + field.split(quote).join(quote + quote) + quote).join(delimiter);
}
