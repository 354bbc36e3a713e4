import { join } from "node:path";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import { binaryKind } from "../../../core/convert/binaryKind.ts";
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
  const compression = binaryKind(await readHead(path)) === "a gzip file" ? "gzip" : "none";
  const expanded = compression === "none" ? path : await decodedFile(path, { compression }, join(folder, "expanded"));
  const encoding = encodingOf(await readHead(expanded), where);
  if (encoding === "utf-8") return { path: expanded, written: { compression, encoding } };
  const decoded = await decodedFile(expanded, { encoding }, join(folder, "decoded"));
  return { path: decoded, written: { compression, encoding } };
}
