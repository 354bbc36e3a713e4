import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type CsvOptions, csv } from "../../../core/contract/csv.ts";
import { decodedSource } from "../../../jobs/staging/decodedSource.ts";

/** Copies a file as UTF-8 that is not compressed, without the lines to skip, and answers the copy's path. */
export async function decodedFile(path: string, options: CsvOptions, copy: string): Promise<string> {
  const source = decodedSource(csv(options), async () => createReadStream(path));
  await pipeline(await source(), createWriteStream(copy));
  return copy;
}
