import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import { Framer } from "../../../core/convert/frame/Framer.ts";

/**
 * Takes the first records of a file with their header: the file itself where it has no more, else a copy of them.
 * @param copy path of that copy
 */
export async function takeRecords(
  path: string,
  dialect: CsvDialect,
  most: number,
  copy: string,
): Promise<{ sample: string; isWhole: boolean }> {
  if (most === Number.POSITIVE_INFINITY) return { sample: path, isWhole: true };
  const end = await endOfRecord(path, dialect, dialect.header ? most : most - 1);
  if (end === undefined) return { sample: path, isWhole: true };
  await pipeline(createReadStream(path, { end: end - 1 }), createWriteStream(copy));
  return { sample: copy, isWhole: false };
}

/** The offset behind the record that the framer numbers so, where another follows it. */
async function endOfRecord(path: string, dialect: CsvDialect, number: number): Promise<number | undefined> {
  let end: number | undefined;
  let hasMore = false;
  const framer = new Framer(dialect, (record) => {
    if (record.number === number) end = record.end;
    hasMore ||= record.number > number;
  });
  for await (const chunk of createReadStream(path)) {
    framer.push(chunk);
    if (hasMore) return end;
  }
  framer.end();
  return hasMore ? end : undefined;
}
