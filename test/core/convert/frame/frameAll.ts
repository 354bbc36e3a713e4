import type { CsvDialect } from "../../../../core/contract/csv.ts";
import { csv } from "../../../../core/contract/csv.ts";
import type { FramedRecord } from "../../../../core/convert/frame/FramedRecord.ts";
import { Framer } from "../../../../core/convert/frame/Framer.ts";

/** All records of a file, copied, the header first; `sizes` are of the chunks that it is cut into, the rest is one. */
export function frameAll(
  file: string | Uint8Array,
  { dialect = csv(), sizes = [] }: { dialect?: CsvDialect; sizes?: readonly number[] } = {},
): FramedRecord[] {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  const records: FramedRecord[] = [];
  const framer = new Framer(dialect, ({ number, start, end, width, error, rewrite, quoted, raw }) => {
    records.push({ number, start, end, width, error, rewrite, quoted, raw: Uint8Array.from(raw) });
  });
  let at = 0;
  for (const size of sizes) {
    framer.push(bytes.subarray(at, at + size));
    at = Math.min(at + size, bytes.length);
  }
  framer.push(bytes.subarray(at));
  framer.end();
  return records;
}
