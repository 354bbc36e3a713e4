import * as s3 from "@aws-sdk/client-s3";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { copyFile } from "../../../lambdas/commit/copyFile.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";

const running = runningHost();
const mebibyte = 1024 ** 2;
const limits = { whole: 5 * mebibyte, part: 5 * mebibyte };
const from = "staging/a b+ü=1.parquet";
const bytes = Buffer.alloc(12 * mebibyte, "parquet ");
const ContentType = "application/vnd.apache.parquet";
let client: s3.S3Client;
let bucket: string;
let etag: string;
let asked: string[] = [];

beforeAll(async () => {
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
  bucket = String(running.graph.outputs.bucket);
  const put = await client.send(new s3.PutObjectCommand({ Bucket: bucket, Key: from, Body: bytes, ContentType }));
  etag = put.ETag ?? "";
  running.host.events.on((event) => {
    const { action, resource } = event.kind === "call" ? event.call : { action: "", resource: "" };
    if (resource.includes("/rows/") && action !== "s3:GetObject") asked.push(action);
  });
});

beforeEach(() => {
  asked = [];
});

async function copied(Key: string): Promise<s3.GetObjectCommandOutput & { content: Buffer }> {
  const got = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key }));
  return { ...got, content: Buffer.from((await got.Body?.transformToByteArray()) ?? []) };
}

async function openUploads(): Promise<s3.MultipartUpload[]> {
  const { Uploads = [] } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket: bucket }));
  return Uploads;
}

describe("copying a file of a lake", () => {
  it("is one request where S3 does it at once", async () => {
    await copyFile({ s3: client, bucket }, { from, to: "rows/whole", bytes: bytes.length, etag });
    expect(asked).toEqual(["s3:PutObject"]);
    const got = await copied("rows/whole");
    expect(got.content.equals(bytes)).toBe(true);
    expect(got.ContentType).toBe(ContentType);
  });

  it("is done in parts where it is larger, and may be repeated", async () => {
    const file = { from, to: "rows/parts", bytes: bytes.length, etag };
    await copyFile({ s3: client, bucket }, file, limits);
    await copyFile({ s3: client, bucket }, file, limits);
    const got = await copied("rows/parts");
    expect(got.content.equals(bytes)).toBe(true);
    expect(got.ContentType).toBe(ContentType);
    expect(got.ETag).toMatch(/-3"$/);
    expect(await openUploads()).toEqual([]);
  });

  it("in parts that fails removes the parts and tells the first error", async () => {
    const failing = new s3.S3Client({ ...running.host.clientConfig("eu-west-1"), maxAttempts: 1 });
    failing.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const { PartNumber } = args.input as { PartNumber?: number };
          if (commandName !== "UploadPartCopyCommand" || PartNumber !== 2) return next(args);
          throw new Error("part 2 is refused");
        },
      { step: "initialize", name: "failing" },
    );
    const copy = copyFile({ s3: failing, bucket }, { from, to: "rows/failed", bytes: bytes.length, etag }, limits);
    await expect(copy).rejects.toThrow("part 2 is refused");
    expect(asked).toContain("s3:AbortMultipartUpload");
    expect(await openUploads()).toEqual([]);
    await expect(copied("rows/failed")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is refused where the file is not the one that is meant, at once and in parts", async () => {
    const other = { from, to: "rows/other", bytes: bytes.length, etag: '"0123456789abcdef0123456789abcdef"' };
    for (const each of [undefined, limits]) {
      await expect(copyFile({ s3: client, bucket }, other, each)).rejects.toMatchObject({ name: "PreconditionFailed" });
    }
    await expect(copied("rows/other")).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(await openUploads()).toEqual([]);
  });

  it("in parts is refused where the file is replaced meanwhile, so that no two files are mixed", async () => {
    const key = "staging/replaced";
    await client.send(new s3.PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    const racing = new s3.S3Client(running.host.clientConfig("eu-west-1"));
    racing.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === "CreateMultipartUploadCommand") {
            const other = Buffer.alloc(bytes.length, "other");
            await client.send(new s3.PutObjectCommand({ Bucket: bucket, Key: key, Body: other }));
          }
          return next(args);
        },
      { step: "initialize", name: "racing" },
    );
    const copy = copyFile({ s3: racing, bucket }, { from: key, to: "rows/mixed", bytes: bytes.length, etag }, limits);
    await expect(copy).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(copied("rows/mixed")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});
