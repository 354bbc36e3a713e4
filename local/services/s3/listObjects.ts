import { type XmlContent, xml } from "../kernel/xml.ts";
import type { Bucket } from "./Bucket.ts";
import { compareKeys, type Entry, entryOf, type ListQuery, listQuery } from "./listQuery.ts";
import type { S3Request } from "./S3Request.ts";

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/** ListObjectsV2. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjects({ call, bucket }: S3Request): void {
  call.asks("s3:ListBucket", bucket.arn);
  const query = listQuery(call);
  const token = call.url.searchParams.get("continuation-token");
  const after = token === null ? (call.url.searchParams.get("start-after") ?? "") : decodeToken(token);
  const page = pageOf(currentKeys(bucket), query, after);
  const last = page.entries.at(-1);
  const content = {
    ...listed(bucket, query, page),
    KeyCount: page.entries.length,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: page.truncated && last ? encodeToken(last.name) : undefined,
  };
  call.send(200, { "content-type": "application/xml" }, xml("ListBucketResult", content, namespace));
}

/** ListObjects, the first version. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export function listObjectsV1({ call, bucket }: S3Request): void {
  call.asks("s3:ListBucket", bucket.arn);
  const query = listQuery(call);
  const marker = call.url.searchParams.get("marker") ?? "";
  const page = pageOf(currentKeys(bucket), query, marker);
  const last = page.entries.at(-1);
  const next = page.truncated && query.delimiter !== "" ? query.encode(last?.name ?? "") : undefined;
  const content = { ...listed(bucket, query, page), Marker: query.encode(marker), NextMarker: next };
  call.send(200, { "content-type": "application/xml" }, xml("ListBucketResult", content, namespace));
}

/** ListObjectVersions. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export function listVersions({ call, bucket }: S3Request): void {
  call.asks("s3:ListBucketVersions", bucket.arn);
  const query = listQuery(call);
  const keyMarker = call.url.searchParams.get("key-marker") ?? "";
  const versionMarker = call.url.searchParams.get("version-id-marker");
  const keys = versionMarker === null ? pageOf(bucket.keys(), { ...query, maxKeys: Infinity }, keyMarker).entries : [];
  const resumed = versionMarker === null ? keys : resumedEntries(bucket, query, keyMarker);
  const all = resumed.flatMap((entry) => versionRows(bucket, entry, keyMarker, versionMarker));
  const rows = all.slice(0, query.maxKeys);
  const last = rows.at(-1);
  const truncated = all.length > rows.length && last !== undefined;
  const content = {
    Name: bucket.spec.name,
    Prefix: query.encode(query.prefix),
    EncodingType: query.encoding,
    KeyMarker: query.encode(keyMarker),
    VersionIdMarker: versionMarker ?? undefined,
    MaxKeys: query.maxKeys,
    IsTruncated: truncated,
    NextKeyMarker: truncated ? query.encode(last.name) : undefined,
    NextVersionIdMarker: truncated ? last.versionId : undefined,
    Version: rows.filter(({ kind }) => kind === "version").map((row) => versionContent(bucket, row, query)),
    DeleteMarker: rows.filter(({ kind }) => kind === "marker").map((row) => versionContent(bucket, row, query)),
    CommonPrefixes: commonPrefixes(
      rows.map(({ name, kind }) => ({ name, common: kind === "prefix" })),
      query,
    ),
  };
  call.send(200, { "content-type": "application/xml" }, xml("ListVersionsResult", content, namespace));
}

type VersionRow = { name: string; versionId: string | undefined; kind: "version" | "marker" | "prefix" };

function currentKeys(bucket: Bucket): string[] {
  return bucket.keys().filter((key) => bucket.current(key)?.blob !== undefined);
}

/** What both versions of the list say. */
function listed(bucket: Bucket, query: ListQuery, { entries, truncated }: Page) {
  return {
    Name: bucket.spec.name,
    Prefix: query.encode(query.prefix),
    EncodingType: query.encoding,
    Delimiter: query.delimiter === "" ? undefined : query.encode(query.delimiter),
    MaxKeys: query.maxKeys,
    IsTruncated: truncated,
    Contents: entries.filter(({ common }) => !common).map(({ name }) => contentsOf(bucket, name, query)),
    CommonPrefixes: commonPrefixes(entries, query),
  };
}

interface Page {
  entries: Entry[];
  truncated: boolean;
}

/** Keys and common prefixes after a key, in order, up to the page's size. */
function pageOf(keys: string[], query: ListQuery, after: string): Page {
  const entries: Entry[] = [];
  for (const key of keys) {
    const entry = entryOf(key, query);
    const follows = compareKeys(entry.name, after) > 0;
    if (key.startsWith(query.prefix) && follows && entries.at(-1)?.name !== entry.name) {
      if (entries.length >= query.maxKeys) {
        return { entries, truncated: query.maxKeys > 0 };
      }
      entries.push(entry);
    }
  }
  return { entries, truncated: false };
}

/** The entries from the marked key on, itself included, since some of its versions may be left. */
function resumedEntries(bucket: Bucket, query: ListQuery, keyMarker: string): Entry[] {
  const { entries } = pageOf(bucket.keys(), { ...query, maxKeys: Infinity }, "");
  return entries.filter(({ name }) => compareKeys(name, keyMarker) >= 0);
}

function versionRows(bucket: Bucket, entry: Entry, keyMarker: string, versionMarker: string | null): VersionRow[] {
  if (entry.common) {
    return entry.name === keyMarker ? [] : [{ name: entry.name, versionId: undefined, kind: "prefix" }];
  }
  const versions = bucket.versionsOf(entry.name);
  const marked = versions.findIndex(({ versionId }) => versionId === versionMarker);
  const left = entry.name === keyMarker ? versions.slice(marked + 1) : versions;
  return left.map(({ versionId, blob }) => ({ name: entry.name, versionId, kind: blob ? "version" : "marker" }));
}

function versionContent(bucket: Bucket, row: VersionRow, query: ListQuery): XmlContent {
  const version = bucket.version(row.name, row.versionId ?? "");
  const object =
    row.kind === "version" ? { ETag: `"${version?.etag}"`, Size: version?.bytes ?? 0, StorageClass: "STANDARD" } : {};
  return {
    Key: query.encode(row.name),
    VersionId: row.versionId,
    IsLatest: bucket.current(row.name)?.versionId === row.versionId,
    LastModified: version?.lastModified,
    ...object,
  };
}

function contentsOf(bucket: Bucket, key: string, query: ListQuery): XmlContent {
  const version = bucket.current(key);
  return {
    Key: query.encode(key),
    LastModified: version?.lastModified,
    ETag: `"${version?.etag}"`,
    Size: version?.bytes,
    StorageClass: "STANDARD",
  };
}

function commonPrefixes(entries: Entry[], query: ListQuery): XmlContent[] {
  return entries.filter(({ common }) => common).map(({ name }) => ({ Prefix: query.encode(name) }));
}

function encodeToken(key: string): string {
  return Buffer.from(key).toString("base64url");
}

function decodeToken(token: string): string {
  return Buffer.from(token, "base64url").toString("utf8");
}
