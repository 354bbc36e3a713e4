import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as s3 from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ManifestFile } from "../../../core/commit/Manifest.ts";
import type { Lake } from "../../../jobs/s3/Lake.ts";
import { fetchFile } from "../../../jobs/staging/fetchFile.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";

const running = runningHost();
const mebibyte = 1024 ** 2;
let lake: Lake;
let folder: string;

beforeAll(async () => {
  lake = { s3: new s3.S3Client(running.host.clientConfig("eu-west-1")), bucket: String(running.graph.outputs.bucket) };
  folder = await mkdtemp(join(tmpdir(), "fetch-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(bytes: Buffer): Promise<{ file: ManifestFile; etag: string | undefined }> {
  const key = `staging/${bytes.length}.parquet`;
  const { ETag: etag } = await lake.s3.send(new s3.PutObjectCommand({ Bucket: lake.bucket, Key: key, Body: bytes }));
  const place = { content: "rows" as const, dataset: "d", partition: [], part: 0 };
  const sha256 = createHash("sha256").update(bytes).digest("base64");
  return { file: { key, place, rows: 1, bytes: bytes.length, sha256 }, etag };
}

describe.each([0, mebibyte, mebibyte + 1])("fetching a file of %d bytes", (size) => {
  it("brings the very bytes, and the ETag under which S3 gave them", async () => {
    const bytes = randomBytes(size);
    const { file, etag } = await put(bytes);
    const path = join(folder, String(size));
    expect(await fetchFile(lake, file, path)).toBe(etag);
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it("refuses bytes of another SHA-256, and names the object", async () => {
    const { file } = await put(randomBytes(size));
    const other = { ...file, sha256: createHash("sha256").update("other").digest("base64") };
    const refused = fetchFile(lake, other, join(folder, "refused"));
    await expect(refused).rejects.toMatchObject({ code: "verify.corrupted", where: `s3://${lake.bucket}/${file.key}` });
  });
});
