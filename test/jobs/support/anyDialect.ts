import fc from "fast-check";
import { type CsvDialect, csv, type Encoding } from "../../../core/contract/csv.ts";

/** A way to write CSV: most of them as RFC 4180 has it. */
export function anyDialect(): fc.Arbitrary<CsvDialect> {
  return fc
    .record({
      delimiter: fc.constantFrom(",", ",", ";", "\t", "|", "0", "'", '"', " "),
      quote: fc.constantFrom('"', '"', "'", "1"),
      decimal: fc.constantFrom<"." | ",">(".", ","),
      nulls: fc.constantFrom([""], ["", "NA"], [], ["0", "null"], ["'", " "]),
      splittable: fc.boolean(),
      escaping: fc.constantFrom(undefined, undefined, undefined, "\\", "e"),
      comment: fc.constantFrom(undefined, undefined, undefined, "#", "-"),
      header: fc.constantFrom(true, true, true, true, true, false),
      skip: fc.constantFrom(0, 0, 0, 0, 0, 1, 2),
      encoding: fc.constantFrom<Encoding>(
        "utf-8",
        "utf-8",
        "utf-8",
        "utf-8",
        "utf-8",
        "utf-8",
        "utf-16",
        "windows-1252",
      ),
      compression: fc.constantFrom<"none" | "gzip">("none", "none", "none", "gzip"),
      maxRecordBytes: fc.nat({ max: 15 }).map((each) => (each === 0 ? 100 : 2_000_000)),
    })
    .filter(({ delimiter, quote }) => delimiter !== quote)
    .map(({ escaping, comment, ...options }) =>
      csv({
        ...options,
        ...(comment === undefined ? {} : { comment }),
        escape: options.splittable ? options.quote : (escaping ?? options.quote),
      }),
    );
}
