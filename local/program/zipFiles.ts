import { readFile } from "node:fs/promises";
import { crc32, deflateRawSync } from "node:zlib";
import type { ArchiveFile } from "./archiveFiles.ts";

/** 1980-01-01, the first that the format has, so that equal files make equal archives. */
const date = 0x21;
const version = 20;
const utf8Names = 0x800;
const deflated = 8;

/**
 * A ZIP archive of files, as Pulumi makes of an archive that it uploads; equal files in any order make equal bytes.
 *
 * Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3)
 */
export async function zipFiles(files: readonly ArchiveFile[]): Promise<Buffer> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const file of sorted) {
    const bytes = "text" in file ? Buffer.from(file.text) : await readFile(file.file);
    const name = Buffer.from(file.path);
    const packed = deflateRawSync(bytes);
    const about = describe(bytes, packed, name);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), about, name, packed]);
    locals.push(local);
    central.push(Buffer.concat([Buffer.from("PK\u0001\u0002"), short(version), about, placed(offset), name]));
    offset += local.length;
  }
  return Buffer.concat([...locals, ...central, end(central, offset)]);
}

/** What both headers of a file have in common: from the version needed to the length of the extra field. */
function describe(bytes: Buffer, packed: Buffer, name: Buffer): Buffer {
  const sizes = [long(crc32(bytes)), long(packed.length), long(bytes.length)];
  const head = [short(version), short(utf8Names), short(deflated), short(0), short(date)];
  return Buffer.concat([...head, ...sizes, short(name.length), short(0)]);
}

/** Comment, disk and attributes, which are empty, and where the file's local header is. */
function placed(offset: number): Buffer {
  return Buffer.concat([short(0), short(0), short(0), long(0), long(offset)]);
}

function end(central: readonly Buffer[], offset: number): Buffer {
  const size = central.reduce((sum, { length }) => sum + length, 0);
  const counts = [short(0), short(0), short(central.length), short(central.length)];
  return Buffer.concat([Buffer.from("PK\u0005\u0006"), ...counts, long(size), long(offset), short(0)]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
