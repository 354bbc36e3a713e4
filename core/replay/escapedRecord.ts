import type { CsvDialect } from "../contract/csv.ts";

/** The fields as one record of the dialect, each quoted; without a line end. */
export function escapedRecord(
  fields: readonly string[],
  { delimiter, quote, escape: escaping }: Pick<CsvDialect, "delimiter" | "quote" | "escape">,
): string {
  const escaped = (field: string) =>
    [...field].map((each) => (each === quote || each === escaping ? escaping : "") + each);
  return fields.map((field) => quote + escaped(field).join("") + quote).join(delimiter);
}
