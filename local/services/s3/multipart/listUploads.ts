import { xml } from "../../kernel/xml.ts";
import { compareKeys, entryOf, listQuery } from "../listQuery.ts";
import type { S3Request } from "../S3Request.ts";
import type { Upload } from "./Upload.ts";

/**
 * ListMultipartUploads: by key, those of one key by the time of their begin.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export function listUploads({ call, bucket }: S3Request): void {
  call.asks("s3:ListBucketMultipartUploads", bucket.arn);
  const query = listQuery(call, "max-uploads");
  const { searchParams } = call.url;
  const marker = { key: searchParams.get("key-marker") ?? "", id: searchParams.get("upload-id-marker") ?? "" };
  const left = bucket.uploads.all().filter((upload) => upload.key.startsWith(query.prefix) && follows(upload, marker));
  const rows = new Map(left.map((upload) => rowOf(upload, entryOf(upload.key, query))));
  rows.delete(marker.key);
  const page = [...rows.values()].slice(0, query.maxKeys);
  const last = page.at(-1);
  const truncated = rows.size > page.length && last !== undefined;
  const content = {
    Bucket: bucket.spec.name,
    KeyMarker: query.encode(marker.key),
    UploadIdMarker: marker.id,
    NextKeyMarker: truncated ? query.encode(last.name) : undefined,
    NextUploadIdMarker: truncated ? last.upload?.id : undefined,
    Prefix: query.encode(query.prefix),
    EncodingType: query.encoding,
    Delimiter: query.delimiter === "" ? undefined : query.encode(query.delimiter),
    MaxUploads: query.maxKeys,
    IsTruncated: truncated,
    Upload: page.flatMap(({ upload }) => (upload ? [contentOf(upload, query.encode)] : [])),
    CommonPrefixes: page.flatMap(({ name, upload }) => (upload ? [] : [{ Prefix: query.encode(name) }])),
  };
  call.send(200, { "content-type": "application/xml" }, xml("ListMultipartUploadsResult", content));
}

/** An upload, or a common prefix of several. */
interface Row {
  name: string;
  upload: Upload | undefined;
}

function rowOf(upload: Upload, { name, common }: { name: string; common: boolean }): [string, Row] {
  return common ? [name, { name, upload: undefined }] : [upload.id, { name, upload }];
}

/** Whether an upload comes after the last entry of the page before; without an id, that is a key or a common prefix. */
function follows({ key, id }: Upload, marker: { key: string; id: string }): boolean {
  const order = compareKeys(key, marker.key);
  return order > 0 || (order === 0 && marker.id !== "" && id > marker.id);
}

function contentOf(upload: Upload, encode: (text: string) => string) {
  const { key, id, initiated, initiator, algorithm, checksumType } = upload;
  const owner = { ID: initiator, DisplayName: initiator };
  return {
    Key: encode(key),
    UploadId: id,
    Initiator: owner,
    Owner: owner,
    StorageClass: "STANDARD",
    Initiated: initiated,
    ChecksumAlgorithm: algorithm?.toUpperCase(),
    ChecksumType: algorithm && checksumType,
  };
}
