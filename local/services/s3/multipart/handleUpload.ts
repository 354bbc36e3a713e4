import type { BucketNamed } from "../copySource.ts";
import { notServed } from "../errors.ts";
import type { S3Request } from "../S3Request.ts";
import type { StoredVersion } from "../StoredVersion.ts";
import { abortUpload } from "./abortUpload.ts";
import { completeUpload } from "./completeUpload.ts";
import { createUpload } from "./createUpload.ts";
import { listParts } from "./listParts.ts";
import { uploadPart } from "./uploadPart.ts";
import { uploadPartCopy } from "./uploadPartCopy.ts";

/** Whether a request to an object is about a multipart upload of it. */
export function isUploadRequest({ call }: S3Request): boolean {
  const { searchParams } = call.url;
  return searchParams.has("uploads") || searchParams.has("uploadId");
}

/** Does one step of a multipart upload, and answers the object where that completes it. */
export async function handleUpload(request: S3Request, bucketNamed: BucketNamed): Promise<StoredVersion | undefined> {
  const { call } = request;
  const begins = call.url.searchParams.has("uploads");
  const copies = call.header("x-amz-copy-source") !== undefined;
  switch (`${call.request.method} ${begins ? "uploads" : "uploadId"}`) {
    case "POST uploads":
      createUpload(request);
      return undefined;
    case "PUT uploadId":
      await (copies ? uploadPartCopy(request, bucketNamed) : uploadPart(request));
      return undefined;
    case "POST uploadId":
      return await completeUpload(request);
    case "DELETE uploadId":
      abortUpload(request);
      return undefined;
    case "GET uploadId":
      listParts(request);
      return undefined;
    default:
      throw notServed(call);
  }
}
