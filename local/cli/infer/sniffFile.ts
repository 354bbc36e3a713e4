import { symlink } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { likelyDelimiter } from "../../../core/convert/likelyDelimiter.ts";
import { SluiceError } from "../../../core/errors.ts";
import type { Database } from "../../../jobs/duckdb/openDatabase.ts";
import { decodedFile } from "./decodedFile.ts";
import { plainFile } from "./plainFile.ts";
import { readHead } from "./readHead.ts";
import type { SniffedFile } from "./SniffedFile.ts";
import { type Sniffed, sniff } from "./sniff.ts";

/**
 * Finds out how a file is written: by its first bytes and by DuckDB's sniffer. Where that gives up on a dirty file, or finds
 * one column in what has more, its first line's delimiters tell.
 * @param folder takes copies
 * @throws SluiceError `file.no_header`, and as `plainFile` does
 */
export async function sniffFile(database: Database, path: string, folder: string): Promise<SniffedFile> {
  const name = basename(path);
  const { path: plain, written } = await plainFile(await linked(path, folder), name, folder);
  await requireText(plain, name);
  const sniffed = (await sniff(database, plain)) ?? unknown;
  const { skip, delimiter } = sniffed;
  const body = skip === 0 ? plain : await decodedFile(plain, { skip }, join(folder, "body"));
  const first = await firstLine(body);
  const told = delimiter !== "" && first.includes(delimiter) ? delimiter : likelyDelimiter(first);
  return { name, path: body, dialect: { ...sniffed, ...written, delimiter: told ?? "," } };
}

const unknown: Sniffed = { delimiter: "", quote: "", escape: "", comment: "", skip: 0, header: true };

/** Under a name of our own: to DuckDB `[1]` and `*` are patterns, and `.gz` says how a file is written. */
async function linked(path: string, folder: string): Promise<string> {
  const link = join(folder, "source");
  await symlink(resolve(path), link);
  return link;
}

async function requireText(path: string, where: string): Promise<void> {
  if (/[^\s\ufeff]/.test(new TextDecoder().decode(await readHead(path)))) return;
  throw new SluiceError("file.no_header", "The file has no records, not even a header", {
    where,
    mend: "name a file with a header",
  });
}

async function firstLine(path: string): Promise<string> {
  const text = new TextDecoder().decode(await readHead(path));
  return text.slice(0, text.search(/[\r\n]|$/));
}
