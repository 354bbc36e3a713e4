import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isDeepStrictEqual } from "node:util";
import type { ObjectSpec } from "../../program/specs/objectSpecs.ts";
import type { Bucket } from "./Bucket.ts";
import { defaultAlgorithm } from "./checksumAlgorithms.ts";
import { Digests } from "./Digests.ts";

/** Puts an object of the program into its bucket, unless it is there already as the program has it. */
export async function layObject(bucket: Bucket, { key, bytes, headers, metadata }: ObjectSpec): Promise<void> {
  const etag = createHash("md5").update(bytes).digest("hex");
  const current = bucket.current(key);
  if (current?.etag === etag && isDeepStrictEqual([current.headers, current.metadata], [headers, metadata])) return;
  const blob = bucket.newBlob();
  const digests = new Digests(defaultAlgorithm);
  await pipeline(Readable.from([bytes]), digests, createWriteStream(blob.file));
  bucket.put({ key, blob: blob.name, ...(await digests.finish()), headers, metadata });
}
