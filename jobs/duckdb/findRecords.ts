import { type FileHandle, open } from "node:fs/promises";
import type { CsvDialect } from "../../core/contract/csv.ts";
import type { LineMarks, Part } from "./LineMarks.ts";
import { recordPrefix } from "./recordPrefix.ts";

const lf = 0x0a;

/** A prepared file in which each record is one line. */
export interface LineFile {
  readonly path: string;
  readonly marks: LineMarks;
}

/**
 * Finds records of a prepared file, of which it reads the parts that they are in.
 *
 * @param numbers of records that are in it, ascending
 * @param found called for each with its bytes, which are valid during the call
 * @throws Error for a record that is not in the file
 */
export async function findRecords(
  { path, marks }: LineFile,
  dialect: CsvDialect,
  numbers: Iterable<number>,
  found: (record: number, raw: Uint8Array) => void,
): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    let end = 0;
    let lines: Buffer = Buffer.of();
    let at = 0;
    for (const number of numbers) {
      const part = marks.around(number, size);
      if (part.to !== end) {
        lines = await linesOf(file, part);
        end = part.to;
        at = 0;
      }
      const start = `\n${recordPrefix(dialect, number)}`;
      const line = lines.indexOf(start, at, "latin1");
      if (line === -1) throw new Error(`Record ${number} is not where it was written: ${path}`);
      at = lines.indexOf(lf, line + start.length);
      found(number, lines.subarray(line + start.length, at));
    }
  } finally {
    await file.close();
  }
}

/** Behind a line end, as if one stood before the first. */
async function linesOf(file: FileHandle, { from, to }: Part): Promise<Buffer> {
  const lines = Buffer.allocUnsafe(1 + to - from);
  lines[0] = lf;
  for (let read = 1; read < lines.length; ) {
    const { bytesRead } = await file.read(lines, read, lines.length - read, from + read - 1);
    if (bytesRead === 0) throw new Error("The file is shorter than it was");
    read += bytesRead;
  }
  return lines;
}
