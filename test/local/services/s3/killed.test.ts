import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, existsSync, linkSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import * as s3 from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { beforeEach, describe, expect, it } from "vitest";
import { runningHost } from "../../fixtures/runningHost.ts";

const running = runningHost();
const Key = "killed";
let client: s3.S3Client;
let Bucket: string;
let hidden: string;

function connect(): void {
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
}

beforeEach(async () => {
  connect();
  Bucket = String(running.graph.outputs.bucket);
  hidden = join(running.stateDir, "eu-west-1/s3/.versions", Bucket);
  await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: "old" }));
});

async function restart(whileStopped: () => void): Promise<void> {
  await running.host.close();
  whileStopped();
  await running.restart();
  connect();
}

const shownFile = () => join(running.stateDir, "eu-west-1/s3", Bucket, Key);

/** What the object is by the API, and what the folder shows of it. */
async function found(): Promise<[string, string]> {
  const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key }));
  const shown = await readFile(shownFile(), "utf8");
  return [(await Body?.transformToString()) ?? "", shown];
}

async function openUploads(): Promise<string[]> {
  const { Uploads = [] } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket }));
  return Uploads.map(({ UploadId = "" }) => UploadId);
}

async function uploadOnePart(): Promise<{ UploadId: string; Parts: s3.CompletedPart[] }> {
  const { UploadId = "" } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }));
  const part = { Bucket, Key, UploadId, PartNumber: 1, Body: "new" };
  const { ETag } = await client.send(new s3.UploadPartCommand(part));
  return { UploadId, Parts: [{ PartNumber: 1, ETag }] };
}

async function complete(UploadId: string, Parts: s3.CompletedPart[]): Promise<void> {
  const MultipartUpload = { Parts };
  await client.send(new s3.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
}

describe("a host killed while an upload is completed", () => {
  it("has the old object and can complete the upload, where the parts were put together but half", async () => {
    const { UploadId, Parts } = await uploadOnePart();
    await restart(() => {
      writeFileSync(join(hidden, "uploads", UploadId, "whole"), "ne");
      writeFileSync(join(hidden, "blobs", UploadId), "ne");
      appendFileSync(join(hidden, "index.jsonl"), `{"put":{"key":"${Key}","blob":"${UploadId}"`);
    });
    expect(await found()).toEqual(["old", "old"]);
    expect(await openUploads()).toEqual([UploadId]);
    await complete(UploadId, Parts);
    await restart(() => {});
    expect(await found()).toEqual(["new", "new"]);
  });

  it("has the new object and no upload, where only the parts were left to be removed", async () => {
    const { UploadId, Parts } = await uploadOnePart();
    const upload = join(hidden, "uploads", UploadId);
    const copy = mkdtempSync(join(tmpdir(), "upload-"));
    cpSync(upload, copy, { recursive: true });
    await complete(UploadId, Parts);
    expect(existsSync(upload)).toBe(false);
    await restart(() => cpSync(copy, upload, { recursive: true }));
    rmSync(copy, { recursive: true });
    expect(await found()).toEqual(["new", "new"]);
    expect(await openUploads()).toEqual([]);
    expect(existsSync(upload)).toBe(false);
  });

  it("has not begun an upload that it never answered for", async () => {
    const { UploadId } = await uploadOnePart();
    const upload = join(hidden, "uploads", UploadId);
    await restart(() => writeFileSync(join(upload, "log.jsonl"), `{"open":{"id":"${UploadId}"`));
    expect(await openUploads()).toEqual([]);
    expect(existsSync(upload)).toBe(false);
  });

  it("shows the new object, where it had not come to that", async () => {
    const { UploadId, Parts } = await uploadOnePart();
    await complete(UploadId, Parts);
    await restart(() => {
      linkSync(join(hidden, "blobs", UploadId), join(hidden, "blobs", `${UploadId}.shown`));
      rmSync(shownFile());
      writeFileSync(shownFile(), "old");
    });
    expect(await found()).toEqual(["new", "new"]);
  });

  it("by SIGKILL has the whole old object or the whole new one", async () => {
    const script = fileURLToPath(new URL("./killedCompletion.ts", import.meta.url));
    await running.host.close();
    const child = spawn(process.execPath, [script, running.stateDir], { stdio: "inherit" });
    const exited = once(child, "exit");
    const uploads = join(hidden, "uploads");
    const isAssembling = () => readdirSync(uploads).some((id) => existsSync(join(uploads, id, "whole")));
    while (child.exitCode === null && !child.killed) {
      if (isAssembling()) child.kill("SIGKILL");
      const begun = readdirSync(uploads).length > 0;
      await setTimeout(begun ? 1 : 20);
    }
    await exited;
    expect(child.signalCode).toBe("SIGKILL");
    await running.restart();
    connect();
    const [read, shown] = await found();
    expect(["old", Buffer.alloc(40 * 1024 ** 2, "new").toString()].includes(read)).toBe(true);
    expect(shown === read).toBe(true);
    const again = new Upload({ client, params: { Bucket, Key, Body: Buffer.alloc(6 * 1024 ** 2, "again") } });
    await again.done();
    expect((await found())[0].length).toBe(6 * 1024 ** 2);
  });
});
