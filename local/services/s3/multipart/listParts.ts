import { xml } from "../../kernel/xml.ts";
import { checksumElements } from "../checksumAnswers.ts";
import { pageSize } from "../listQuery.ts";
import type { S3Request } from "../S3Request.ts";
import { uploadOf } from "./uploadOf.ts";

/** ListParts. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(request: S3Request): void {
  const { call, bucket, key } = request;
  call.asks("s3:ListMultipartUploadParts", `${bucket.arn}/${key}`);
  const upload = uploadOf(request);
  const size = pageSize(call, "max-parts");
  const marker = Number(call.url.searchParams.get("part-number-marker") ?? 0);
  const after = bucket.uploads.partsOf(upload).filter(({ number }) => number > marker);
  const page = after.slice(0, size);
  const truncated = after.length > page.length;
  const { algorithm, checksumType } = upload;
  const owner = { ID: upload.initiator, DisplayName: upload.initiator };
  const content = {
    Bucket: bucket.spec.name,
    Key: key,
    UploadId: upload.id,
    PartNumberMarker: marker,
    NextPartNumberMarker: truncated ? page.at(-1)?.number : undefined,
    MaxParts: size,
    IsTruncated: truncated,
    ChecksumAlgorithm: algorithm?.toUpperCase(),
    ChecksumType: algorithm && checksumType,
    Part: page.map(({ number, lastModified, etag, bytes, checksum }) => ({
      PartNumber: number,
      LastModified: lastModified,
      ETag: `"${etag}"`,
      Size: bytes,
      ...(algorithm && checksum ? checksumElements({ [algorithm]: checksum }) : {}),
    })),
    Initiator: owner,
    Owner: owner,
    StorageClass: "STANDARD",
  };
  call.send(200, { "content-type": "application/xml" }, xml("ListPartsResult", content));
}
