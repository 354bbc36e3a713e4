import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { AwsChunked } from "./AwsChunked.ts";
import { algorithmNames, type ChecksumAlgorithm, defaultAlgorithm } from "./checksumAlgorithms.ts";
import { type Digested, Digests } from "./Digests.ts";

/** 5 GiB: the most that one PUT, or one part, may have. */
const largestBody = 5 * 1024 ** 3;

/**
 * Streams a request's body into a file and verifies what the sender claims of it: length, MD5, checksum (of a header or
 * a trailer). Where no checksum is claimed, S3's own default is computed.
 *
 * @throws AwsError `BadDigest`, `InvalidDigest`, `IncompleteBody`, `EntityTooLarge`; the file is gone then.
 */
export async function receiveBody(call: Call, file: string): Promise<Digested> {
  const claimed = claimedAlgorithm(call);
  const chunked = isChunked(call) ? new AwsChunked() : undefined;
  checkSize(call, chunked !== undefined);
  const digests = new Digests(claimed ?? defaultAlgorithm);
  const sink = createWriteStream(file);
  try {
    await (chunked ? pipeline(call.request, chunked, digests, sink) : pipeline(call.request, digests, sink));
    const digested = await digests.finish();
    verifyLength(call, digested.bytes, chunked !== undefined);
    verifyMd5(call, digested.etag);
    if (claimed) verifyChecksum(call, chunked?.trailers ?? {}, claimed, digested);
    return digested;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** The checksum that a request carries, or announces as a trailer; undefined for none. @throws AwsError `NotImplemented` */
export function claimedAlgorithm(call: Call): ChecksumAlgorithm | undefined {
  const trailers = call.header("x-amz-trailer")?.toLowerCase() ?? "";
  const sent = Object.keys(call.request.headers).concat(trailers.split(",").map((name) => name.trim()));
  const claimed = sent.flatMap((name) => /^x-amz-checksum-(?!algorithm$|type$|mode$)(\w+)$/.exec(name)?.[1] ?? []);
  const known = algorithmNames.find((name) => claimed.includes(name));
  if (known === undefined && claimed.length > 0) {
    throw new AwsError(
      "NotImplemented",
      `The local host verifies ${algorithmNames.join(", ")}, not ${claimed[0]}`,
      501,
    );
  }
  return known;
}

function isChunked(call: Call): boolean {
  const encodings = call.header("content-encoding")?.split(",") ?? [];
  const aws = encodings.some((encoding) => encoding.trim() === "aws-chunked");
  return aws || (call.header("x-amz-content-sha256")?.startsWith("STREAMING-") ?? false);
}

function claimedLength(call: Call, chunked: boolean): string | undefined {
  return call.header(chunked ? "x-amz-decoded-content-length" : "content-length");
}

function checkSize(call: Call, chunked: boolean): void {
  if (Number(claimedLength(call, chunked)) > largestBody) {
    throw new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  }
}

function verifyLength(call: Call, bytes: number, chunked: boolean): void {
  const expected = claimedLength(call, chunked);
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
  claimed: ChecksumAlgorithm,
  { checksums }: Digested,
): void {
  const name = `x-amz-checksum-${claimed}`;
  const expected = call.header(name) ?? trailers[name];
  if (expected === undefined) {
    throw new AwsError("MalformedTrailerError", `The trailer ${name} that the request announces is missing`);
  }
  if (expected !== checksums[claimed]) {
    throw new AwsError(
      "BadDigest",
      `The ${claimed.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  }
}
