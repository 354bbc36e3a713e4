import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { AwsChunked } from "./AwsChunked.ts";
import type { ChecksumAlgorithm, StoredVersion } from "./StoredVersion.ts";

const algorithms: readonly ChecksumAlgorithm[] = ["crc32", "sha1", "sha256"];
const unverified = ["crc32c", "crc64nvme"];

/**
 * Streams a request's body into a file and verifies what the sender claims of it: length, MD5, checksum (of a header or
 * a trailer).
 *
 * @throws AwsError `BadDigest`, `InvalidDigest`, `IncompleteBody`, `NotImplemented`; the file is gone then.
 */
export async function receiveBody(
  call: Call,
  file: string,
): Promise<Pick<StoredVersion, "bytes" | "etag" | "checksums">> {
  const chunked = isChunked(call) ? new AwsChunked() : undefined;
  const claimed = claimedAlgorithm(call);
  const digests = new Digests(claimed);
  const sink = createWriteStream(file);
  try {
    await (chunked ? pipeline(call.request, chunked, digests, sink) : pipeline(call.request, digests, sink));
    verifyLength(call, digests.bytes, chunked !== undefined);
    verifyMd5(call, digests.md5);
    const checksum = digests.checksum();
    verifyChecksum(call, chunked?.trailers ?? {}, claimed, checksum);
    return {
      bytes: digests.bytes,
      etag: digests.md5,
      checksums: claimed && checksum !== undefined ? { [claimed]: checksum } : {},
    };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** Passes bytes through, and counts and digests them. */
class Digests extends Transform {
  bytes = 0;
  readonly #md5 = createHash("md5");
  readonly #algorithm: ChecksumAlgorithm | undefined;
  readonly #hash: Hash | undefined;
  #crc = 0;
  #finished: string | undefined;

  constructor(algorithm: ChecksumAlgorithm | undefined) {
    super();
    this.#algorithm = algorithm;
    this.#hash = algorithm === "sha1" || algorithm === "sha256" ? createHash(algorithm) : undefined;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, data: Buffer) => void): void {
    this.bytes += chunk.length;
    this.#md5.update(chunk);
    this.#hash?.update(chunk);
    if (this.#algorithm === "crc32") {
      this.#crc = crc32(chunk, this.#crc);
    }
    done(null, chunk);
  }

  /** Hexadecimal; ends the hashing. */
  get md5(): string {
    this.#finished ??= this.#md5.digest("hex");
    return this.#finished;
  }

  /** Base64, as S3 writes checksums. */
  checksum(): string | undefined {
    if (this.#algorithm === "crc32") {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(this.#crc);
      return bytes.toString("base64");
    }
    return this.#hash?.digest("base64");
  }
}

function isChunked(call: Call): boolean {
  const encodings = call.header("content-encoding")?.split(",") ?? [];
  const aws = encodings.some((encoding) => encoding.trim() === "aws-chunked");
  return aws || (call.header("x-amz-content-sha256")?.startsWith("STREAMING-") ?? false);
}

function claimedAlgorithm(call: Call): ChecksumAlgorithm | undefined {
  const trailer = call.header("x-amz-trailer")?.toLowerCase() ?? "";
  const claims = (name: string) =>
    call.header(`x-amz-checksum-${name}`) !== undefined || trailer.includes(`x-amz-checksum-${name}`);
  const unknown = unverified.find(
    (name) => claims(name) && !algorithms.some((known) => known !== name && claims(known)),
  );
  if (unknown !== undefined) {
    throw new AwsError("NotImplemented", `The local host verifies ${algorithms.join(", ")}, not ${unknown}`, 501);
  }
  return algorithms.find(claims);
}

function verifyLength(call: Call, bytes: number, chunked: boolean): void {
  const expected = call.header(chunked ? "x-amz-decoded-content-length" : "content-length");
  if (expected !== undefined && Number(expected) !== bytes) {
    const what = "You did not provide the number of bytes specified by the Content-Length HTTP header";
    throw new AwsError("IncompleteBody", what);
  }
}

function verifyMd5(call: Call, md5: string): void {
  const expected = call.header("content-md5");
  if (expected !== undefined && expected !== Buffer.from(md5, "hex").toString("base64")) {
    throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
}

function verifyChecksum(
  call: Call,
  trailers: Record<string, string>,
  algorithm: ChecksumAlgorithm | undefined,
  checksum: string | undefined,
): void {
  if (algorithm === undefined) {
    return;
  }
  const name = `x-amz-checksum-${algorithm}`;
  const expected = call.header(name) ?? trailers[name];
  if (expected === undefined) {
    throw new AwsError("MalformedTrailerError", `The trailer ${name} that the request announces is missing`);
  }
  if (expected !== checksum) {
    const what = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`;
    throw new AwsError("BadDigest", what);
  }
}
