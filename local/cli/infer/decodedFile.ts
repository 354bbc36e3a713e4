import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import { Decoder } from "../../../core/convert/decode/Decoder.ts";

/** Copies a file as UTF-8, without the lines to skip, and answers the copy's path. */
export async function decodedFile(
  path: string,
  dialect: Pick<CsvDialect, "encoding" | "skip">,
  copy: string,
): Promise<string> {
  const decoder = new Decoder(dialect);
  const decode = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) yield decoder.push(chunk);
    yield decoder.end();
  };
  await pipeline(createReadStream(path), decode, createWriteStream(copy));
  return copy;
}
