import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as s3 from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { putFile } from "../../../jobs/staging/putFile.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";

const running = runningHost();
const mebibyte = 1024 ** 2;
const partSize = 5 * mebibyte;
let client: s3.S3Client;
let bucket: string;
let folder: string;
let asked: string[] = [];

beforeAll(async () => {
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
  bucket = String(running.graph.outputs.bucket);
  folder = await mkdtemp(join(tmpdir(), "put-"));
  running.host.events.on((event) => {
    if (event.kind === "call" && event.call.action !== "s3:GetObject") asked.push(event.call.action);
  });
});

beforeEach(() => {
  asked = [];
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(bytes: Buffer): Promise<{ bucket: string; key: string; path: string; sha256: string }> {
  const key = `staging/${bytes.length}.parquet`;
  const path = join(folder, String(bytes.length));
  await writeFile(path, bytes);
  return { bucket, key, path, sha256: createHash("sha256").update(bytes).digest("base64") };
}

async function stored(Key: string): Promise<s3.GetObjectCommandOutput & { content: Buffer }> {
  const got = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key, ChecksumMode: "ENABLED" }));
  return { ...got, content: Buffer.from((await got.Body?.transformToByteArray()) ?? []) };
}

/** A client whose requests of one kind fail as often as is said, with a fault of the server; it tries each three times. */
function faulty(command: string, times: number): s3.S3Client {
  const made = new s3.S3Client({ ...running.host.clientConfig("eu-west-1"), maxAttempts: 3 });
  let left = times;
  made.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== command || left === 0) return next(args);
      left -= 1;
      throw Object.assign(new Error("We encountered an internal error."), { $metadata: { httpStatusCode: 500 } });
    },
    { step: "finalizeRequest", name: "faulty" },
  );
  return made;
}

describe("uploading a file", () => {
  it.each([0, 1, partSize])("of %d bytes is one request, and S3 keeps its SHA-256", async (size) => {
    const bytes = randomBytes(size);
    const { sha256, ...file } = await fileOf(bytes);
    expect(await putFile(client, file, partSize)).toEqual({ bytes: size, sha256 });
    expect(asked).toEqual(["s3:PutObject"]);
    const got = await stored(file.key);
    expect(got).toMatchObject({ ChecksumSHA256: sha256, ContentType: "application/vnd.apache.parquet" });
    expect(got.content.equals(bytes)).toBe(true);
  });

  it("larger than a part is done in parts, answers the SHA-256 of the whole, and S3 keeps that of the parts", async () => {
    const bytes = randomBytes(2 * partSize + 1);
    const { sha256, ...file } = await fileOf(bytes);
    expect(await putFile(client, file, partSize)).toEqual({ bytes: bytes.length, sha256 });
    const got = await stored(file.key);
    expect(got.content.equals(bytes)).toBe(true);
    expect(got).toMatchObject({ ContentType: "application/vnd.apache.parquet", ChecksumType: "COMPOSITE" });
    const digest = (part: Uint8Array) => createHash("sha256").update(part).digest();
    const parts = [0, 1, 2].map((n) => digest(bytes.subarray(n * partSize, (n + 1) * partSize)));
    expect(got.ChecksumSHA256).toBe(`${digest(Buffer.concat(parts)).toString("base64")}-3`);
  });

  it("in one request is repeated while the fault is the server's", async () => {
    const { sha256, ...file } = await fileOf(Buffer.from("repeated"));
    expect(await putFile(faulty("PutObjectCommand", 2), file)).toEqual({ bytes: 8, sha256 });
    expect((await stored(file.key)).content.toString()).toBe("repeated");
    await expect(putFile(faulty("PutObjectCommand", 3), file)).rejects.toThrow("internal error");
  });

  it("in parts that fails for good leaves neither object nor parts", async () => {
    const { sha256: _, ...file } = await fileOf(randomBytes(2 * partSize + 2));
    await expect(putFile(faulty("CompleteMultipartUploadCommand", 3), file, partSize)).rejects.toThrow(
      "internal error",
    );
    expect(asked).toContain("s3:AbortMultipartUpload");
    await expect(stored(file.key)).rejects.toMatchObject({ name: "NoSuchKey" });
    const { Uploads } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket: bucket }));
    expect(Uploads).toBeUndefined();
  });
});
