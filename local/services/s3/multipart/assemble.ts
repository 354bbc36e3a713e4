import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type ChecksumAlgorithm, checksumAlgorithms, defaultAlgorithm } from "../checksumAlgorithms.ts";
import { Digests } from "../Digests.ts";
import type { Checksums, StoredVersion } from "../StoredVersion.ts";
import type { Part, Upload } from "./Upload.ts";

/** What an object assembled of parts is known by. */
export type Assembled = Pick<StoredVersion, "bytes" | "etag" | "checksums"> & { parts: number[] };

/** Writes the parts one after the other into a file, piece by piece. */
export async function assemble(
  { algorithm = defaultAlgorithm, checksumType }: Upload,
  parts: readonly Part[],
  fileOf: (part: Part) => string,
  file: string,
): Promise<Assembled> {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const facts = { bytes, etag: etagOf(parts), parts: parts.map((part) => part.bytes) };
  const sink = createWriteStream(file);
  if (checksumType === "COMPOSITE") {
    await pipeline(bytesOf(parts, fileOf), sink);
    return { ...facts, checksums: await compositeOf(algorithm, parts) };
  }
  const digests = new Digests(algorithm);
  await pipeline(bytesOf(parts, fileOf), digests, sink);
  return { ...facts, checksums: (await digests.finish()).checksums };
}

async function* bytesOf(parts: readonly Part[], fileOf: (part: Part) => string): AsyncGenerator<Buffer> {
  for (const part of parts) {
    yield* createReadStream(fileOf(part)) as AsyncIterable<Buffer>;
  }
}

/** MD5 of the parts' MD5s, and their number. */
function etagOf(parts: readonly Part[]): string {
  const hash = createHash("md5");
  for (const { etag } of parts) hash.update(etag, "hex");
  return `${hash.digest("hex")}-${parts.length}`;
}

async function compositeOf(algorithm: ChecksumAlgorithm, parts: readonly Part[]): Promise<Checksums> {
  const hasher = checksumAlgorithms[algorithm].hasher();
  for (const { checksum = "" } of parts) hasher.update(Buffer.from(checksum, "base64"));
  const digest = Buffer.from(await hasher.digest()).toString("base64");
  return { [algorithm]: `${digest}-${parts.length}` };
}
