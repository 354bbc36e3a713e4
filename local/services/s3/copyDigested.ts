import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { ChecksumAlgorithm } from "./checksumAlgorithms.ts";
import { type Digested, Digests } from "./Digests.ts";

/** First and last byte of a range. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Copies a file, or a range of it, piece by piece, and digests what it copies. */
export async function copyDigested(
  from: string,
  to: string,
  algorithm: ChecksumAlgorithm,
  range?: ByteRange,
): Promise<Digested> {
  const digests = new Digests(algorithm);
  await pipeline(createReadStream(from, range), digests, createWriteStream(to));
  return await digests.finish();
}
