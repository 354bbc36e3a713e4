import type { CsvDialect } from "../../../core/contract/csv.ts";

/** A field in quotes, as its dialect writes a quote within them. */
export function fieldText(text: string, source: Pick<CsvDialect, "quote" | "escape">): string {
  const { quote } = source;
  const escaped = [...text].map((each) => (each === quote || each === source.escape ? source.escape + each : each));
  return quote + escaped.join("") + quote;
}
