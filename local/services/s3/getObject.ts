import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { AwsError } from "../kernel/AwsError.ts";
import { checkRead } from "./conditions.ts";
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
  const range = rangeOf(call.header("range"), version.bytes);
  const checksums = call.header("x-amz-checksum-mode")?.toUpperCase() === "ENABLED" && range === undefined;
  const { start, end } = range ?? { start: 0, end: version.bytes - 1 };
  call.response.writeHead(range === undefined ? 200 : 206, {
    ...objectHeaders(version, checksums),
    "content-length": end - start + 1,
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

/** First and last byte asked for; undefined for the whole, also where the header means nothing. */
function rangeOf(header: string | undefined, bytes: number): { start: number; end: number } | undefined {
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
