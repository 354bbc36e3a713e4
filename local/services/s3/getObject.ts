import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { checkRead } from "./conditions.ts";
import type { ByteRange } from "./copyDigested.ts";
import { noSuchKey } from "./errors.ts";
import { objectHeaders, versionHeader } from "./objectHeaders.ts";
import type { S3Request } from "./S3Request.ts";
import type { StoredVersion } from "./StoredVersion.ts";

/** GetObject and HeadObject. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function getObject(request: S3Request): Promise<void> {
  const { call, bucket, key } = request;
  const versionId = call.url.searchParams.get("versionId");
  call.asks(versionId === null ? "s3:GetObject" : "s3:GetObjectVersion", `${bucket.arn}/${key}`);
  const version = findVersion(request, versionId);
  if (!checkRead(call, version)) {
    call.response.writeHead(304, { etag: `"${version.etag}"`, ...versionHeader(version) }).end();
    return;
  }
  const range = partOf(call, version) ?? rangeOf(call.header("range"), version.bytes);
  const checksums = call.header("x-amz-checksum-mode")?.toUpperCase() === "ENABLED" && range === undefined;
  const { start, end } = range ?? { start: 0, end: version.bytes - 1 };
  call.response.writeHead(range === undefined ? 200 : 206, {
    ...objectHeaders(version, checksums),
    "content-length": end - start + 1,
    ...(range !== undefined && version.parts ? { "x-amz-mp-parts-count": version.parts.length } : {}),
    ...(range === undefined ? {} : { "content-range": `bytes ${start}-${end}/${version.bytes}` }),
  });
  if (call.request.method === "HEAD" || version.bytes === 0) {
    call.response.end();
    return;
  }
  await pipeline(createReadStream(bucket.fileOf(version), { start, end }), call.response);
}

/** The version asked for, which is an object. @throws AwsError NoSuchKey, NoSuchVersion, MethodNotAllowed */
export function findVersion(
  { bucket, key }: Pick<S3Request, "bucket" | "key">,
  versionId: string | null,
): StoredVersion {
  const version = versionId === null ? bucket.current(key) : bucket.version(key, versionId);
  if (version === undefined && versionId !== null) {
    throw new AwsError("NoSuchVersion", "The specified version does not exist.", 404);
  }
  if (version === undefined) {
    throw noSuchKey(key);
  }
  if (version.blob === undefined) {
    const marker = { "x-amz-delete-marker": "true", ...versionHeader(version) };
    throw versionId === null
      ? new AwsError("NoSuchKey", "The specified key does not exist.", 404, marker)
      : new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405, marker);
  }
  return version;
}

/** The bytes of the part that `partNumber` asks for: an object that was put whole is its own part 1. */
function partOf(call: Call, { parts, bytes }: StoredVersion): ByteRange | undefined {
  const asked = call.url.searchParams.get("partNumber");
  if (asked === null || (asked === "1" && bytes === 0)) {
    return undefined;
  }
  const sizes = parts ?? [bytes];
  const index = /^\d+$/.test(asked) ? Number(asked) - 1 : -1;
  const size = sizes[index];
  if (size === undefined) {
    throw new AwsError("InvalidPartNumber", "The requested partnumber is not satisfiable", 416);
  }
  const start = sizes.slice(0, index).reduce((sum, each) => sum + each, 0);
  return { start, end: start + size - 1 };
}

/** First and last byte asked for; undefined for the whole, also where the header means nothing. */
function rangeOf(header: string | undefined, bytes: number): ByteRange | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") {
    return undefined;
  }
  const start = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (start >= bytes || (first === "" && Number(last) === 0)) {
    const headers = { "content-range": `bytes */${bytes}` };
    throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416, headers);
  }
  return start > end ? undefined : { start, end };
}
