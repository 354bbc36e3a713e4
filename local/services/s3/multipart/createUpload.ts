import { AwsError } from "../../kernel/AwsError.ts";
import type { Call } from "../../kernel/Call.ts";
import { xml } from "../../kernel/xml.ts";
import {
  algorithmNamed,
  algorithmNames,
  type ChecksumAlgorithm,
  type ChecksumType,
  checksumAlgorithms,
  defaultAlgorithm,
} from "../checksumAlgorithms.ts";
import { metaOf } from "../objectHeaders.ts";
import type { S3Request } from "../S3Request.ts";

/** CreateMultipartUpload. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createUpload({ call, bucket, key }: S3Request): void {
  call.asks("s3:PutObject", `${bucket.arn}/${key}`);
  const algorithm = algorithmOf(call);
  const checksumType = checksumTypeOf(call, algorithm);
  const upload = bucket.uploads.create({ key, algorithm, checksumType, initiator: call.caller, ...metaOf(call) });
  const headers = {
    "content-type": "application/xml",
    ...(algorithm && { "x-amz-checksum-algorithm": algorithm.toUpperCase(), "x-amz-checksum-type": checksumType }),
  };
  const content = { Bucket: bucket.spec.name, Key: key, UploadId: upload.id };
  call.send(200, headers, xml("InitiateMultipartUploadResult", content));
}

function algorithmOf(call: Call): ChecksumAlgorithm | undefined {
  const asked = call.header("x-amz-checksum-algorithm");
  const algorithm = algorithmNamed(asked);
  if (asked !== undefined && algorithm === undefined) {
    const valid = algorithmNames.map((name) => name.toUpperCase()).join(", ");
    const what = `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${valid}]`;
    throw new AwsError("InvalidRequest", what);
  }
  return algorithm;
}

function checksumTypeOf(call: Call, algorithm: ChecksumAlgorithm | undefined): ChecksumType {
  const asked = call.header("x-amz-checksum-type")?.toUpperCase();
  if (asked !== undefined && algorithm === undefined) {
    const what = "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.";
    throw new AwsError("InvalidRequest", what);
  }
  const { types } = checksumAlgorithms[algorithm ?? defaultAlgorithm];
  const type = types.find((each) => asked === undefined || each === asked);
  if (type === undefined) {
    const what = `The ${asked} checksum type cannot be used with the ${algorithm} checksum algorithm.`;
    throw new AwsError("InvalidRequest", what);
  }
  return type;
}
