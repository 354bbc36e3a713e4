import { createReadStream } from "node:fs";
import type { CsvDialect } from "../../core/contract/csv.ts";
import { recordPrefix } from "./recordPrefix.ts";

const lf = 0x0a;
/** Bytes that are read at once. */
const atOnce = 1 << 20;

/**
 * Finds records of a prepared file in which each is one line.
 *
 * @param path of the file
 * @param numbers of records that are in it, ascending
 * @param found called for each with its bytes, which are valid during the call
 */
export async function findRecords(
  path: string,
  dialect: CsvDialect,
  numbers: Iterable<number>,
  found: (record: number, raw: Uint8Array) => void,
): Promise<void> {
  const wanted = numbers[Symbol.iterator]();
  let next = wanted.next();
  // Begins at the line end before the next line, as if one stood before the first.
  let window = Buffer.of(lf);
  for await (const chunk of createReadStream(path, { highWaterMark: atOnce })) {
    let at = 0;
    window = Buffer.concat([window, chunk]);
    while (!next.done) {
      const start = `\n${recordPrefix(dialect, next.value)}`;
      const line = window.indexOf(start, at, "latin1");
      const end = line === -1 ? -1 : window.indexOf(lf, line + start.length);
      if (end === -1) {
        at = line === -1 ? window.lastIndexOf(lf) : line;
        break;
      }
      found(next.value, window.subarray(line + start.length, end));
      at = end;
      next = wanted.next();
    }
    if (next.done) return;
    window = window.subarray(at);
  }
}
