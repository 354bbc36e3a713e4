import { once } from "node:events";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import * as s3 from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../../fixtures/runningHost.ts";

const running = runningHost();
const gibibyte = 1024 ** 3;
const tooLarge = 5 * gibibyte + 1;
let client: s3.S3Client;
let Bucket: string;

beforeAll(async () => {
  Bucket = String(running.graph.outputs.bucket);
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
  await client.send(new s3.PutObjectCommand({ Bucket, Key: "vast", Body: "x" }));
  growOnDisk("vast");
  await running.restart();
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
});

/** Makes an object of one byte one of more than 5 GiB, of which the disk holds nothing: a sparse file. */
function growOnDisk(key: string): void {
  const hidden = join(running.stateDir, "eu-west-1/s3/.versions", Bucket);
  const index = join(hidden, "index.jsonl");
  const lines = readFileSync(index, "utf8").trimEnd().split("\n");
  const grown = lines.map((line) => {
    const { put } = JSON.parse(line);
    if (put?.key === key) truncateSync(join(hidden, "blobs", put.blob), tooLarge);
    return JSON.stringify({ put: { ...put, bytes: put?.key === key ? tooLarge : put?.bytes } });
  });
  writeFileSync(index, `${grown.join("\n")}\n`);
}

describe("more than 5 GiB", () => {
  it("are not copied by one request, and part by part they are", async () => {
    const copy = { Bucket, Key: "copy", CopySource: `${Bucket}/vast` };
    const refused = { name: "InvalidRequest", message: expect.stringContaining("5368709120") };
    await expect(client.send(new s3.CopyObjectCommand(copy))).rejects.toMatchObject(refused);
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: "copy" }));
    const part = { ...copy, UploadId, PartNumber: 1 };
    await expect(client.send(new s3.UploadPartCopyCommand(part))).rejects.toMatchObject(refused);
    const CopySourceRange = `bytes=${tooLarge - 1024}-${tooLarge - 1}`;
    const { CopyPartResult } = await client.send(new s3.UploadPartCopyCommand({ ...part, CopySourceRange }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: CopyPartResult?.ETag }] };
    const upload = { Bucket, Key: "copy", UploadId };
    await client.send(new s3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
    const { ContentLength } = await client.send(new s3.HeadObjectCommand({ Bucket, Key: "copy" }));
    expect(ContentLength).toBe(1024);
  });

  it("are not put by one request, which is refused before its body comes", async () => {
    const authorization = "AWS4-HMAC-SHA256 Credential=operator/20240101/eu-west-1/s3/aws4_request, Signature=x";
    const headers = { authorization, "content-length": tooLarge };
    const put = request(`${running.host.endpoint}/${Bucket}/put`, { method: "PUT", headers });
    put.on("error", () => {});
    put.flushHeaders();
    const [response] = (await once(put, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(400);
    expect(String((await response.toArray())[0])).toContain("<Code>EntityTooLarge</Code>");
    put.destroy();
  });
});
