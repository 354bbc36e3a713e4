import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  type S3Client,
  UploadPartCopyCommand,
  type UploadPartCopyCommandInput,
} from "@aws-sdk/client-s3";
import { inParallel } from "../../core/inParallel.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";

/** One file of a lake, and where it is copied to. */
export interface FileCopy {
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
  /** Of the file to be copied: S3 answers PreconditionFailed where it holds anything else. */
  readonly etag: string;
}

/** Sizes in bytes. */
export interface CopyLimits {
  /** The largest file that one CopyObject copies. */
  readonly whole: number;
  /** Of each part of a larger file; larger parts are taken where there would be too many. */
  readonly part: number;
}

const gibibyte = 1024 ** 3;
const awsLimits: CopyLimits = { whole: 5 * gibibyte, part: gibibyte / 2 };
/** S3 takes no more. */
const mostParts = 10_000;
const partsAtOnce = 4;

/**
 * Copies a file within a bucket without reading it: at once where S3 does that, else part by part. Parts of a failed copy
 * are removed. User metadata is not kept by a copy in parts.
 * @param limits @default those of S3: 5 GiB at once
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/CopyingObjectsMPUapi.html
 */
export async function copyFile(lake: Lake, file: FileCopy, limits: CopyLimits = awsLimits): Promise<void> {
  if (file.bytes > limits.whole) return copyParts(lake, file, Math.max(limits.part, Math.ceil(file.bytes / mostParts)));
  const { s3, bucket: Bucket } = lake;
  await s3.send(new CopyObjectCommand({ Bucket, Key: file.to, ...sourceOf(lake, file) }));
}

async function copyParts(lake: Lake, file: FileCopy, partSize: number): Promise<void> {
  const { s3, bucket: Bucket } = lake;
  const { ContentType } = await s3.send(new HeadObjectCommand({ Bucket, Key: file.from }));
  const target = { Bucket, Key: file.to };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...target, ContentType }));
  const upload = { ...target, UploadId };
  try {
    const Parts = await copyEach(s3, { ...upload, ...sourceOf(lake, file) }, rangesOf(file.bytes, partSize));
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    await s3.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

/** Copies the ranges as parts. No part is on its way any more when it throws, so that an abort removes them all. */
async function copyEach(
  s3: S3Client,
  from: Omit<UploadPartCopyCommandInput, "PartNumber" | "CopySourceRange">,
  ranges: readonly string[],
): Promise<CompletedPart[]> {
  const failures: unknown[] = [];
  const copied = await inParallel([...ranges.entries()], partsAtOnce, async ([index, CopySourceRange]) => {
    const PartNumber = index + 1;
    const command = new UploadPartCopyCommand({ ...from, PartNumber, CopySourceRange });
    const sent = failures.length === 0 ? s3.send(command) : undefined;
    const answer = await sent?.catch((error: unknown) => void failures.push(error));
    return { PartNumber, ETag: answer?.CopyPartResult?.ETag };
  });
  if (failures.length > 0) throw failures[0];
  return copied;
}

/** `bytes=first-last`, of each part. */
function rangesOf(bytes: number, partSize: number): string[] {
  return Array.from({ length: Math.ceil(bytes / partSize) }, (_, index) => {
    const first = index * partSize;
    return `bytes=${first}-${Math.min(first + partSize, bytes) - 1}`;
  });
}

function sourceOf({ bucket }: Pick<Lake, "bucket">, { from, etag }: FileCopy) {
  return { CopySource: `${bucket}/${encodeURIComponent(from)}`, CopySourceIfMatch: etag };
}
