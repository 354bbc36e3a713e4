import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import { gunzipped } from "../../../jobs/staging/gunzipped.ts";
import { decodedFile } from "./decodedFile.ts";
import { encodingOf } from "./encodingOf.ts";
import { readHead } from "./readHead.ts";

/** A file as UTF-8 text that is not compressed. */
export interface PlainFile {
  /** The file's own, or a copy's. */
  readonly path: string;
  /** How the file itself is written. */
  readonly written: Pick<CsvDialect, "compression" | "encoding">;
}

/**
 * Finds out by a file's first bytes whether it is compressed and what its bytes mean, and undoes both.
 * @param where the file, in errors
 * @param folder takes the copies
 * @throws SluiceError as `gunzipped` and `encodingOf` do
 */
export async function plainFile(path: string, where: string, folder: string): Promise<PlainFile> {
  const [first, second] = await readHead(path);
  const compression = first === 0x1f && second === 0x8b ? "gzip" : "none";
  const expanded = compression === "gzip" ? join(folder, "expanded") : path;
  if (expanded !== path) await pipeline(createReadStream(path), gunzipped, createWriteStream(expanded));
  const encoding = encodingOf(await readHead(expanded), where);
  if (encoding === "utf-8") return { path: expanded, written: { compression, encoding } };
  const decoded = await decodedFile(expanded, { encoding, skip: 0 }, join(folder, "decoded"));
  return { path: decoded, written: { compression, encoding } };
}
