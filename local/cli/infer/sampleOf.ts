import { join } from "node:path";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import { Framer } from "../../../core/convert/frame/Framer.ts";
import { headerNames } from "../../../core/convert/headerNames.ts";
import type { InferFile } from "./InferFile.ts";
import { readHead } from "./readHead.ts";
import type { SniffedFile } from "./SniffedFile.ts";
import { takeRecords } from "./takeRecords.ts";

/**
 * The first records of a file, and its header.
 * @param dialect of its text
 * @param rows the most records that are taken
 * @param folder takes a copy of them, where the file has more
 * @throws SluiceError as `headerNames` does
 */
export async function sampleOf(
  { name, path }: SniffedFile,
  dialect: CsvDialect,
  rows: number,
  folder: string,
): Promise<InferFile> {
  const headers = readNames(name, dialect, await readHead(path));
  return { name, headers, ...(await takeRecords(path, dialect, rows, join(folder, "sample"))) };
}

/** Without a header columns are named by their places. */
function readNames(name: string, source: CsvDialect, head: Uint8Array): string[] {
  let names: string[] | undefined;
  const framer = new Framer(source, (record) => {
    names ??= source.header
      ? headerNames({ name, source, columns: [] }, record)
      : Array.from({ length: record.width }, (_, index) => `column${index + 1}`);
  });
  framer.push(head);
  framer.end();
  return names ?? headerNames({ name, source, columns: [] }, null);
}
