import type { CsvDialect } from "../contract/csv.ts";

/** Bytes of a record's number and of what is around it. */
const numberBytes = 32;

/**
 * How a file of corrections is written: as the source is, but always in UTF-8, since the texts of rejects are kept so,
 * uncompressed, and with a header in its first line; no line of it is a comment.
 */
export function correctionsDialect(source: CsvDialect): CsvDialect {
  const plain = { encoding: "utf-8", compression: "none", skip: 0, header: true, comment: null } as const;
  return { ...source, ...plain, maxRecordBytes: source.maxRecordBytes + numberBytes };
}
