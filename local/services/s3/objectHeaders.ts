import type { Call } from "../kernel/Call.ts";
import { checksumHeaders, checksumTypeOf } from "./checksumAnswers.ts";
import type { ObjectMeta, StoredVersion } from "./StoredVersion.ts";

const kept = [
  "content-type",
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "expires",
];

/** The metadata that a PUT gives its object. */
export function metaOf(call: Call): ObjectMeta {
  const headers: Record<string, string> = {};
  const metadata: Record<string, string> = {};
  for (const name of kept) {
    const value = name === "content-encoding" ? plainEncoding(call) : call.header(name);
    if (value !== undefined && value !== "") {
      headers[name] = value;
    }
  }
  for (const name of Object.keys(call.request.headers)) {
    if (name.startsWith("x-amz-meta-")) {
      metadata[name.slice("x-amz-meta-".length)] = call.header(name) ?? "";
    }
  }
  return { headers, metadata };
}

/** The headers that describe a version in an answer to GET or HEAD. */
export function objectHeaders(version: StoredVersion, withChecksums: boolean): Record<string, string> {
  const metadata = Object.entries(version.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  const type = withChecksums ? checksumTypeOf(version.checksums) : undefined;
  return {
    "content-type": "binary/octet-stream",
    ...version.headers,
    etag: `"${version.etag}"`,
    "last-modified": new Date(version.lastModified).toUTCString(),
    "accept-ranges": "bytes",
    ...versionHeader(version),
    ...Object.fromEntries(metadata),
    ...(type === undefined ? {} : { ...checksumHeaders(version.checksums), "x-amz-checksum-type": type }),
  };
}

/** `x-amz-version-id`, which only versioned buckets answer with. */
export function versionHeader(version: StoredVersion): Record<string, string> {
  return version.versionId === "null" ? {} : { "x-amz-version-id": version.versionId };
}

function plainEncoding(call: Call): string | undefined {
  const encodings = call
    .header("content-encoding")
    ?.split(",")
    .map((encoding) => encoding.trim());
  return encodings?.filter((encoding) => encoding !== "aws-chunked").join(",");
}
