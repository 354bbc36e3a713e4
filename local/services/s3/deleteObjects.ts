import { parseXML } from "@aws-sdk/xml-builder";
import { z } from "zod";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { type XmlContent, xml } from "../kernel/xml.ts";
import type { Bucket } from "./Bucket.ts";
import { checkWrite } from "./conditions.ts";
import type { S3Request } from "./S3Request.ts";

const item = z.object({ Key: z.string(), VersionId: z.string().optional() });
const request = z.object({
  Delete: z.object({ Object: z.union([item.transform((one) => [one]), z.array(item)]), Quiet: z.string().optional() }),
});

interface Deleted {
  marker: boolean;
  versionId: string | undefined;
}

/** DeleteObject. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export function deleteObject({ call, bucket, key }: S3Request): void {
  const versionId = call.url.searchParams.get("versionId") ?? undefined;
  if (call.header("if-match") !== undefined) {
    checkWrite(call, key, bucket.current(key));
  }
  const deleted = deleteOne(call, bucket, key, versionId);
  call.response.writeHead(204, {
    ...(deleted.marker ? { "x-amz-delete-marker": "true" } : {}),
    ...(deleted.versionId === undefined ? {} : { "x-amz-version-id": deleted.versionId }),
  });
  call.response.end();
}

/** DeleteObjects. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function deleteObjects({ call, bucket }: S3Request): Promise<void> {
  const parsed = request.safeParse(parseXML((await call.body()).toString("utf8")));
  if (!parsed.success || parsed.data.Delete.Object.length > 1000) {
    throw new AwsError("MalformedXML", "The XML you provided was not well-formed or did not validate");
  }
  const { Object: objects, Quiet } = parsed.data.Delete;
  const results = objects.map(({ Key, VersionId }): XmlContent => {
    const { marker, versionId } = deleteOne(call, bucket, Key, VersionId);
    const markerFields = marker ? { DeleteMarker: true, DeleteMarkerVersionId: versionId } : {};
    return { Key, VersionId, ...markerFields };
  });
  const Deleted = Quiet === "true" ? [] : results;
  call.send(200, { "content-type": "application/xml" }, xml("DeleteResult", { Deleted }));
}

function deleteOne(call: Call, bucket: Bucket, key: string, versionId: string | undefined): Deleted {
  call.asks(versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion", `${bucket.arn}/${key}`);
  if (versionId !== undefined) {
    return { marker: bucket.remove(key, versionId)?.blob === undefined && bucket.spec.versioned, versionId };
  }
  const marker = bucket.delete(key);
  return { marker: marker !== undefined, versionId: marker?.versionId };
}
