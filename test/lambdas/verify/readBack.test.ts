import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ManifestFile } from "../../../core/commit/Manifest.ts";
import { readBack } from "../../../lambdas/verify/readBack.ts";
import type { Staged } from "../../../lambdas/verify/Staged.ts";
import { functionEnvironment } from "../shared/landedRun.ts";
import { runningLakes } from "../shared/runningLakes.ts";

const lakes = runningLakes();
functionEnvironment(lakes.running);
const sizes = [3, 5, 1, 9, 2, 2];
const etags: string[] = [];
let folder: string;
let files: ManifestFile[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-read-back-"));
  const { s3, bucket } = lakes.near;
  files = [];
  for (const [part, bytes] of sizes.entries()) {
    const key = `staging/r-1/0/rows/${part}.parquet`;
    const Body = Buffer.alloc(bytes, part);
    const { ETag = "" } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }));
    etags.push(ETag);
    const place = { content: "rows" as const, dataset: "r", partition: [], part };
    files.push({ key, place, rows: 1, bytes, sha256: createHash("sha256").update(Body).digest("base64") });
  }
});
afterAll(() => rm(folder, { recursive: true }));

const staged = (of: readonly ManifestFile[] = files): Staged => {
  const { region, bucket } = lakes.near;
  return { role: "near", region, bucket, manifest: { etag: "", value: { files: of } } } as unknown as Staged;
};

describe("reading a region back", () => {
  it("reads every file once, in order, never more on the disk than it may be, one larger file excepted", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 25 }), async (most) => {
        const seen: number[][] = [];
        const read = await readBack(
          staged(),
          folder,
          async (batch, local) => {
            expect(await readdir(join(folder, lakes.near.region))).toHaveLength(batch.length);
            expect(local.map(({ place }) => place)).toEqual(batch.map(({ place }) => place));
            seen.push(batch.map(({ bytes }) => bytes));
          },
          most,
        );
        expect(read).toEqual(etags);
        expect(seen.flat()).toEqual(sizes);
        for (const batch of seen) expect(batch.length === 1 || batch.reduce((a, b) => a + b, 0) <= most).toBe(true);
        expect(await readdir(folder)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it("refuses a file that is not what the manifest says, before it is checked", async () => {
    const other = files.map((file) => ({ ...file, sha256: files[0]?.sha256 ?? "" }));
    const checked: number[] = [];
    const reading = readBack(staged(other), folder, async (batch) => void checked.push(batch.length), 4);
    await expect(reading).rejects.toMatchObject({
      code: "verify.corrupted",
      message: expect.stringContaining("1.parquet"),
    });
    expect(checked).toEqual([1]);
  });
});
