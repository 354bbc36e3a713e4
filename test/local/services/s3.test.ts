import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import * as s3 from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../fixtures/runningHost.ts";

const running = runningHost();
let client: s3.S3Client;
let farClient: s3.S3Client;
let Bucket: string;
const far = "fixture-far";

beforeAll(() => {
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
  farClient = new s3.S3Client(running.host.clientConfig("eu-central-1"));
  Bucket = String(running.graph.outputs.bucket);
});

async function text(
  Key: string,
  from: { client?: s3.S3Client; Bucket?: string; VersionId?: string } = {},
): Promise<string> {
  const { client: asked = client, ...where } = from;
  const { Body } = await asked.send(new s3.GetObjectCommand({ Bucket, Key, ...where }));
  return (await Body?.transformToString()) ?? "";
}

async function put(
  Key: string,
  Body: string,
  more: Partial<s3.PutObjectCommandInput> = {},
): Promise<s3.PutObjectCommandOutput> {
  return await client.send(new s3.PutObjectCommand({ Bucket, Key, Body, ...more }));
}

describe("the local S3", () => {
  it("gives back the bytes, metadata, type, ETag and checksum of an object", async () => {
    const sent = await put("a/plain.txt", "héllo", { ContentType: "text/plain", Metadata: { run: "r1" } });
    const got = await client.send(new s3.GetObjectCommand({ Bucket, Key: "a/plain.txt", ChecksumMode: "ENABLED" }));
    expect(await got.Body?.transformToString()).toBe("héllo");
    expect(got).toMatchObject({ ContentType: "text/plain", Metadata: { run: "r1" }, ContentLength: 6 });
    expect(got.ETag).toBe(`"${createHash("md5").update("héllo").digest("hex")}"`);
    expect(got.ChecksumCRC32).toBe(sent.ChecksumCRC32);
    expect(got.ChecksumCRC32).toBeDefined();
    expect(got.VersionId).toBe(sent.VersionId);
  });

  it("shows the current object as an ordinary file", async () => {
    await put("seen/file.csv", "a;b\n1;2\n");
    const file = join(running.stateDir, "eu-west-1/s3", Bucket, "seen/file.csv");
    expect(await readFile(file, "utf8")).toBe("a;b\n1;2\n");
    await put("seen/file.csv", "new");
    expect(await readFile(file, "utf8")).toBe("new");
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: "seen/file.csv" }));
    expect(existsSync(join(running.stateDir, "eu-west-1/s3", Bucket, "seen"))).toBe(false);
  });

  it("reads a streamed aws-chunked body and verifies its trailing checksum", async () => {
    const whole = Buffer.alloc(300_000, "chunk of text ");
    const Body = Readable.from([whole.subarray(0, 7), whole.subarray(7, 100_000), whole.subarray(100_000)]);
    await client.send(new s3.PutObjectCommand({ Bucket, Key: "streamed", Body, ContentLength: whole.length }));
    expect(await text("streamed")).toBe(whole.toString());
    const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: "streamed", ChecksumMode: "ENABLED" }));
    expect(head.ChecksumCRC32).toBeDefined();
    expect(head.ContentEncoding).toBeUndefined();
  });

  it.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
    "keeps a %s checksum and refuses a wrong one",
    async (algorithm) => {
      await put(`sum-${algorithm}`, "x", { ChecksumAlgorithm: algorithm });
      const head = await client.send(
        new s3.HeadObjectCommand({ Bucket, Key: `sum-${algorithm}`, ChecksumMode: "ENABLED" }),
      );
      expect(head[`Checksum${algorithm}`]).toBeDefined();
      const wrong = { [`Checksum${algorithm}`]: head[`Checksum${algorithm}`] };
      await expect(put("wrong", "y", wrong)).rejects.toMatchObject({ name: "BadDigest" });
      await expect(text("wrong")).rejects.toMatchObject({ name: "NoSuchKey" });
    },
  );

  it("keeps no bytes of a refused upload", async () => {
    const blobs = join(running.stateDir, "eu-west-1/s3/.versions", Bucket, "blobs");
    const before = await readdir(blobs);
    await expect(put("refused", "x", { ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" })).rejects.toMatchObject({
      name: "BadDigest",
    });
    expect(await readdir(blobs)).toEqual(before);
  });

  it("answers a range with its bytes", async () => {
    await put("range", "0123456789");
    const range = async (Range: string) => {
      const got = await client.send(new s3.GetObjectCommand({ Bucket, Key: "range", Range }));
      return [await got.Body?.transformToString(), got.ContentRange];
    };
    expect(await range("bytes=2-4")).toEqual(["234", "bytes 2-4/10"]);
    expect(await range("bytes=7-")).toEqual(["789", "bytes 7-9/10"]);
    expect(await range("bytes=-2")).toEqual(["89", "bytes 8-9/10"]);
    await expect(range("bytes=10-")).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("serves an empty object", async () => {
    await put("empty", "");
    expect(await text("empty")).toBe("");
  });

  it("keeps every version, and deletes by marker", async () => {
    const first = await put("versions", "one");
    const second = await put("versions", "two");
    const { VersionId: marker, DeleteMarker } = await client.send(
      new s3.DeleteObjectCommand({ Bucket, Key: "versions" }),
    );
    expect(DeleteMarker).toBe(true);
    await expect(text("versions")).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(await text("versions", { VersionId: first.VersionId ?? "" })).toBe("one");
    const listed = await client.send(new s3.ListObjectVersionsCommand({ Bucket, Prefix: "versions" }));
    expect(listed.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second.VersionId, false],
      [first.VersionId, false],
    ]);
    expect(listed.DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([[marker, true]]);
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: "versions", VersionId: marker }));
    expect(await text("versions")).toBe("two");
  });

  it("pages through versions", async () => {
    for (const body of ["1", "2", "3"]) {
      await put("paged/a", body);
      await put("paged/b", body);
    }
    const seen: (string | undefined)[] = [];
    let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    do {
      const page = await client.send(
        new s3.ListObjectVersionsCommand({ Bucket, Prefix: "paged/", MaxKeys: 2, ...markers }),
      );
      seen.push(...(page.Versions ?? []).map(({ Key, VersionId }) => `${Key}:${VersionId}`));
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    } while (markers.KeyMarker !== undefined);
    expect(new Set(seen).size).toBe(6);
    expect(seen.length).toBe(6);
  });

  it("has one version of each object where the bucket is not versioned", async () => {
    const send = (Body: string) => farClient.send(new s3.PutObjectCommand({ Bucket: far, Key: "k", Body }));
    expect((await send("one")).VersionId).toBeUndefined();
    await send("two");
    const listed = await farClient.send(new s3.ListObjectVersionsCommand({ Bucket: far }));
    expect(listed.Versions?.map(({ VersionId, Size }) => [VersionId, Size])).toEqual([["null", 3]]);
    await farClient.send(new s3.DeleteObjectCommand({ Bucket: far, Key: "k" }));
    expect((await farClient.send(new s3.ListObjectVersionsCommand({ Bucket: far }))).Versions).toBeUndefined();
  });

  it("lets exactly one of many conditional writes through", async () => {
    const writes = Array.from({ length: 20 }, (_, n) => put("once", String(n), { IfNoneMatch: "*" }));
    const results = await Promise.allSettled(writes);
    const failures = results.filter((result) => result.status === "rejected").map(({ reason }) => reason.name);
    expect(failures).toEqual(Array.from({ length: 19 }, () => "PreconditionFailed"));
  });

  it("writes on a matching ETag only", async () => {
    const { ETag = "" } = await put("match", "1");
    await put("match", "2", { IfMatch: ETag });
    await expect(put("match", "3", { IfMatch: ETag })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put("match-absent", "3", { IfMatch: ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(await text("match")).toBe("2");
    const read = client.send(new s3.GetObjectCommand({ Bucket, Key: "match", IfMatch: ETag }));
    await expect(read).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  it("copies a version to another bucket of another region, with its metadata", async () => {
    const { VersionId } = await put("from/ü 1+2.txt", "first", { Metadata: { kept: "yes" } });
    await put("from/ü 1+2.txt", "second");
    const CopySource = `${Bucket}/${encodeURIComponent("from/ü 1+2.txt")}?versionId=${VersionId}`;
    const copied = await farClient.send(new s3.CopyObjectCommand({ Bucket: far, Key: "to", CopySource }));
    expect(copied.CopySourceVersionId).toBe(VersionId);
    expect(copied.CopyObjectResult?.ETag).toBe(`"${createHash("md5").update("first").digest("hex")}"`);
    const got = await farClient.send(new s3.GetObjectCommand({ Bucket: far, Key: "to" }));
    expect(await got.Body?.transformToString()).toBe("first");
    expect(got.Metadata).toEqual({ kept: "yes" });
  });

  it("lists by prefix and delimiter, in pages, in the order of bytes", async () => {
    for (const Key of ["l/b/2", "l/a", "l/b/1", "l/c", "l/Z", "l/é", "m"]) {
      await put(Key, "x");
    }
    const list = (more: Partial<s3.ListObjectsV2CommandInput>) =>
      client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: "l/", ...more }));
    const all = await list({});
    expect(all.Contents?.map(({ Key }) => Key)).toEqual(["l/Z", "l/a", "l/b/1", "l/b/2", "l/c", "l/é"]);
    const grouped = await list({ Delimiter: "/" });
    expect(grouped.CommonPrefixes).toEqual([{ Prefix: "l/b/" }]);
    expect(grouped.Contents?.map(({ Key }) => Key)).toEqual(["l/Z", "l/a", "l/c", "l/é"]);
    const paged: (string | undefined)[] = [];
    for await (const page of s3.paginateListObjectsV2(
      { client, pageSize: 2 },
      { Bucket, Prefix: "l/", Delimiter: "/" },
    )) {
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      paged.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
    }
    expect(paged.sort()).toEqual(["l/Z", "l/a", "l/b/", "l/c", "l/é"].sort());
    expect((await list({ StartAfter: "l/b/2" })).Contents?.map(({ Key }) => Key)).toEqual(["l/c", "l/é"]);
  });

  it("deletes many objects at once, keys with markup among them", async () => {
    const keys = ['many/<a> & "b"', "many/c"];
    for (const Key of keys) {
      await put(Key, "x");
    }
    const Objects = [...keys, "many/absent"].map((Key) => ({ Key }));
    const { Deleted } = await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual([...keys, "many/absent"]);
    expect((await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: "many/" }))).KeyCount).toBe(0);
  });

  it.each([
    "../outside",
    "a/../../outside",
    "double//slash",
    "trailing/",
    ".",
    "..",
    "%2e%2e/x",
    "tab\there",
    `${"long".repeat(90)}/x`,
    "C:\\x",
  ])("keeps the key %j as it is, within the bucket's folder", async (Key) => {
    await put(Key, Key);
    expect(await text(Key)).toBe(Key);
    const folders = await readdir(join(running.stateDir, "eu-west-1/s3"));
    expect(folders.sort()).toEqual([".versions", Bucket].sort());
  });

  it("keeps a key beside another that takes its folder's name", async () => {
    await put("taken", "file");
    await put("taken/inside", "inside");
    await put("under/inside", "inside");
    await put("under", "file");
    expect(await Promise.all(["taken", "taken/inside", "under/inside", "under"].map((key) => text(key)))).toEqual([
      "file",
      "inside",
      "inside",
      "file",
    ]);
  });

  it("sends a bucket's client of another region away, naming the region", async () => {
    const wrong = farClient.send(new s3.GetObjectCommand({ Bucket, Key: "x" }));
    await expect(wrong).rejects.toMatchObject({
      name: "PermanentRedirect",
      $response: { statusCode: 301, headers: { "x-amz-bucket-region": "eu-west-1" } },
    });
  });

  it("names a missing bucket and what it does not serve", async () => {
    await expect(client.send(new s3.GetObjectCommand({ Bucket: "nowhere", Key: "x" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
    const tagging = client.send(new s3.GetObjectTaggingCommand({ Bucket, Key: "x" }));
    await expect(tagging).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it("remembers objects and versions across a restart", async () => {
    const { VersionId = "" } = await put("kept", "one");
    await put("kept", "two");
    await running.restart();
    client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
    farClient = new s3.S3Client(running.host.clientConfig("eu-central-1"));
    expect(await text("kept")).toBe("two");
    expect(await text("kept", { VersionId })).toBe("one");
  });
});
