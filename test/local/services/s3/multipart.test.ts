import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as s3 from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../../fixtures/runningHost.ts";

const running = runningHost();
const mebibyte = 1024 ** 2;
const partSize = 5 * mebibyte;
const far = "fixture-far";
let client: s3.S3Client;
let farClient: s3.S3Client;
let Bucket: string;

function connect(): void {
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
  farClient = new s3.S3Client(running.host.clientConfig("eu-central-1"));
}

beforeAll(() => {
  connect();
  Bucket = String(running.graph.outputs.bucket);
});

/** A part's bytes, of which any two differ. */
const bytesOf = (n: number, size = partSize) => Buffer.alloc(size, `part ${n} `);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

async function begin(Key: string, more: Partial<s3.CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId = "" } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return UploadId;
}

async function send(Key: string, UploadId: string, PartNumber: number, Body: Buffer) {
  const { ETag } = await client.send(new s3.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
}

async function complete(
  Key: string,
  UploadId: string,
  Parts: s3.CompletedPart[],
  more: Partial<s3.CompleteMultipartUploadCommandInput> = {},
): Promise<s3.CompleteMultipartUploadCommandOutput> {
  const command = { Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more };
  return await client.send(new s3.CompleteMultipartUploadCommand(command));
}

async function read(Key: string, more: Partial<s3.GetObjectCommandInput> = {}): Promise<Buffer> {
  const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

const uploadFolders = () => readdir(join(running.stateDir, "eu-west-1/s3/.versions", Bucket, "uploads"));

describe("a multipart upload", () => {
  it("of 40 MiB by the SDK's own uploader is one object, told of as such", async () => {
    const Body = randomBytes(40 * mebibyte + 1);
    const params = { Bucket, Key: "in/large.csv", Body, ContentType: "text/csv", Metadata: { run: "r1" } };
    const done = await new Upload({ client, params }).done();
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-9"$/);
    const got = await client.send(new s3.GetObjectCommand({ Bucket, Key: "in/large.csv", ChecksumMode: "ENABLED" }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    expect(got).toMatchObject({ ContentType: "text/csv", Metadata: { run: "r1" }, ETag: done.ETag });
    expect(got).toMatchObject({ ChecksumType: "COMPOSITE", VersionId: done.VersionId, ContentLength: Body.length });
    expect(got.ChecksumCRC32).toBe(done.ChecksumCRC32);
    const shown = await readFile(join(running.stateDir, "eu-west-1/s3", Bucket, "in/large.csv"));
    expect(shown.equals(Body)).toBe(true);
    expect(await uploadFolders()).toEqual([]);
  });

  it("tells the bucket's queue only when it is completed, as CompleteMultipartUpload", async () => {
    const created = running.host.events.first((event) => event.kind === "function.invoked");
    const UploadId = await begin("in/told.csv");
    const Parts = [await send("in/told.csv", UploadId, 1, Buffer.from("a\n1\n"))];
    const { ETag, VersionId } = await complete("in/told.csv", UploadId, Parts);
    const event = await created;
    const payload = event.kind === "function.invoked" ? JSON.parse(event.payload) : {};
    const [record] = JSON.parse(payload.Records[0].body).Records;
    expect(record.eventName).toBe("ObjectCreated:CompleteMultipartUpload");
    expect(record.s3.object).toMatchObject({
      key: "in/told.csv",
      size: 4,
      eTag: ETag?.replaceAll('"', ""),
      versionId: VersionId,
    });
  });

  it("goes on after the host was restarted, from the parts that ListParts names", async () => {
    const UploadId = await begin("resumed", { ChecksumAlgorithm: "SHA256" });
    const upload = { Bucket, Key: "resumed", UploadId, ChecksumAlgorithm: "SHA256" } as const;
    for (const PartNumber of [1, 2]) {
      await client.send(new s3.UploadPartCommand({ ...upload, PartNumber, Body: bytesOf(PartNumber) }));
    }
    await running.restart();
    connect();
    const { Uploads } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket, Prefix: "res" }));
    expect(Uploads?.map(({ Key, UploadId: id, ChecksumAlgorithm }) => [Key, id, ChecksumAlgorithm])).toEqual([
      ["resumed", UploadId, "SHA256"],
    ]);
    const found: s3.Part[] = [];
    for await (const page of s3.paginateListParts({ client, pageSize: 1 }, { Bucket, Key: "resumed", UploadId })) {
      expect(page.Parts?.length).toBe(1);
      found.push(...(page.Parts ?? []));
    }
    expect(found).toMatchObject([
      { PartNumber: 1, Size: partSize, ChecksumSHA256: sha256(bytesOf(1)) },
      { PartNumber: 2, Size: partSize, ChecksumSHA256: sha256(bytesOf(2)) },
    ]);
    const last = await client.send(new s3.UploadPartCommand({ ...upload, PartNumber: 3, Body: bytesOf(3, 7) }));
    const { ETag, ChecksumSHA256 } = last;
    const Parts = [...found, { PartNumber: 3, ETag, ChecksumSHA256 }];
    const done = await complete("resumed", UploadId, Parts);
    expect(done).toMatchObject({ ChecksumType: "COMPOSITE", ChecksumSHA256: expect.stringMatching(/=-3$/) });
    expect((await read("resumed")).equals(Buffer.concat([bytesOf(1), bytesOf(2), bytesOf(3, 7)]))).toBe(true);
  });

  it("that is aborted leaves nothing behind, and the object as it was", async () => {
    await client.send(new s3.PutObjectCommand({ Bucket, Key: "aborted", Body: "old" }));
    const UploadId = await begin("aborted");
    const Parts = [await send("aborted", UploadId, 1, bytesOf(1))];
    await client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key: "aborted", UploadId }));
    const gone = { name: "NoSuchUpload" };
    await expect(complete("aborted", UploadId, Parts)).rejects.toMatchObject(gone);
    await expect(send("aborted", UploadId, 2, bytesOf(2))).rejects.toMatchObject(gone);
    const abort = client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key: "aborted", UploadId }));
    await expect(abort).rejects.toMatchObject(gone);
    expect(await uploadFolders()).toEqual([]);
    expect((await read("aborted")).toString()).toBe("old");
  });

  it("is of one key: no other may use its id", async () => {
    const UploadId = await begin("mine");
    await expect(send("yours", UploadId, 1, bytesOf(1, 3))).rejects.toMatchObject({ name: "NoSuchUpload" });
    await client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key: "mine", UploadId }));
  });

  it("takes a part sent again in place of the first", async () => {
    const UploadId = await begin("again");
    const first = await send("again", UploadId, 1, Buffer.from("first"));
    const second = await send("again", UploadId, 1, Buffer.from("second"));
    await expect(complete("again", UploadId, [first])).rejects.toMatchObject({ name: "InvalidPart" });
    await complete("again", UploadId, [second]);
    expect((await read("again")).toString()).toBe("second");
  });

  it.each([0, 10_001])("refuses part number %d", async (PartNumber) => {
    const UploadId = await begin("numbers");
    await expect(send("numbers", UploadId, PartNumber, Buffer.from("x"))).rejects.toMatchObject({
      name: "InvalidArgument",
    });
    await client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key: "numbers", UploadId }));
  });

  it("is refused with a small part before the last, and may then be mended", async () => {
    const UploadId = await begin("small");
    const small = [
      await send("small", UploadId, 1, bytesOf(1, partSize - 1)),
      await send("small", UploadId, 2, bytesOf(2)),
    ];
    await expect(complete("small", UploadId, small)).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(read("small")).rejects.toMatchObject({ name: "NoSuchKey" });
    const mended = [await send("small", UploadId, 1, bytesOf(1)), ...small.slice(1)];
    await complete("small", UploadId, mended);
    expect((await read("small")).length).toBe(2 * partSize);
  });

  it("lists by prefix and delimiter, in pages", async () => {
    const keys = ["l/a", "l/b/1", "l/b/2", "l/c", "l/c", "m"];
    const ids: string[] = [];
    for (const Key of keys) ids.push(await begin(Key));
    const list = (more: Partial<s3.ListMultipartUploadsCommandInput>) =>
      client.send(new s3.ListMultipartUploadsCommand({ Bucket, Prefix: "l/", ...more }));
    const all = await list({});
    expect(all.Uploads?.map(({ UploadId }) => UploadId)).toEqual(ids.slice(0, 5));
    const seen: unknown[] = [];
    let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
    do {
      const page = await list({ Delimiter: "/", MaxUploads: 1, ...markers });
      seen.push(
        ...(page.Uploads ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    } while (markers.KeyMarker !== undefined);
    expect(seen).toEqual(["l/a", "l/b/", "l/c", "l/c"]);
    await Promise.all(
      keys.map((Key, index) => client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key, UploadId: ids[index] }))),
    );
    expect((await list({ Prefix: "" })).Uploads).toBeUndefined();
  });

  it("keeps the key within the bucket's folder, whatever it is", async () => {
    const Key = "../../outside";
    const UploadId = await begin(Key);
    await complete(Key, UploadId, [await send(Key, UploadId, 1, Buffer.from("in"))]);
    expect((await read(Key)).toString()).toBe("in");
    expect(existsSync(join(running.stateDir, "outside"))).toBe(false);
  });
});

describe("a completion", () => {
  it("on the condition that the object is new happens once, and leaves the loser's upload open", async () => {
    const ids = await Promise.all([begin("new"), begin("new")]);
    const all = await Promise.all(
      ids.map(async (id, index) => ({ id, Parts: [await send("new", id, 1, bytesOf(index, 9))] })),
    );
    const results = await Promise.allSettled(
      all.map(({ id, Parts }) => complete("new", id, Parts, { IfNoneMatch: "*" })),
    );
    const failed = results.flatMap((result) => (result.status === "rejected" ? [result.reason.name] : []));
    expect(failed).toEqual(["PreconditionFailed"]);
    const { Uploads = [] } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket, Prefix: "new" }));
    expect(Uploads.length).toBe(1);
    await client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key: "new", UploadId: Uploads[0]?.UploadId }));
  });

  it("on the condition of an ETag replaces that object only", async () => {
    const { ETag = "" } = await client.send(new s3.PutObjectCommand({ Bucket, Key: "match", Body: "1" }));
    const UploadId = await begin("match");
    const Parts = [await send("match", UploadId, 1, Buffer.from("2"))];
    await expect(complete("match", UploadId, Parts, { IfMatch: '"other"' })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    const done = await complete("match", UploadId, Parts, { IfMatch: ETag });
    expect((await read("match")).toString()).toBe("2");
    const { Versions } = await client.send(new s3.ListObjectVersionsCommand({ Bucket, Prefix: "match" }));
    expect(Versions?.map(({ VersionId, Size }) => [VersionId, Size])).toEqual([
      [done.VersionId, 1],
      [expect.any(String), 1],
    ]);
  });

  it("of one upload asked for twice at once happens once", async () => {
    const UploadId = await begin("twice");
    const Parts = [await send("twice", UploadId, 1, bytesOf(1)), await send("twice", UploadId, 2, bytesOf(2))];
    const results = await Promise.allSettled([complete("twice", UploadId, Parts), complete("twice", UploadId, Parts)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { Versions } = await client.send(new s3.ListObjectVersionsCommand({ Bucket, Prefix: "twice" }));
    expect(Versions?.length).toBe(1);
  });

  it("compares the size and the full checksum that it is told", async () => {
    const [one, two] = [bytesOf(1), bytesOf(2, 11)];
    const whole = Buffer.concat([one, two]);
    const { ChecksumCRC64NVME } = await client.send(
      new s3.PutObjectCommand({ Bucket, Key: "whole", Body: whole, ChecksumAlgorithm: "CRC64NVME" }),
    );
    const UploadId = await begin("told", { ChecksumAlgorithm: "CRC64NVME" });
    const part = { Bucket, Key: "told", UploadId, ChecksumAlgorithm: "CRC64NVME" } as const;
    const Parts = await Promise.all(
      [one, two].map(async (Body, index) => {
        const { ETag } = await client.send(new s3.UploadPartCommand({ ...part, PartNumber: index + 1, Body }));
        return { PartNumber: index + 1, ETag };
      }),
    );
    const wrong = { ChecksumCRC64NVME: "AAAAAAAAAAA=" };
    await expect(complete("told", UploadId, Parts, wrong)).rejects.toMatchObject({ name: "BadDigest" });
    await expect(complete("told", UploadId, Parts, { MpuObjectSize: 5 })).rejects.toMatchObject({
      name: "InvalidRequest",
    });
    await expect(complete("told", UploadId, Parts, { ChecksumType: "COMPOSITE" })).rejects.toMatchObject({
      name: "InvalidRequest",
    });
    const right = { ChecksumCRC64NVME, MpuObjectSize: whole.length, ChecksumType: "FULL_OBJECT" as const };
    const done = await complete("told", UploadId, Parts, right);
    expect(done).toMatchObject({ ChecksumType: "FULL_OBJECT", ChecksumCRC64NVME });
    // The SDK compares a full checksum with the bytes that it reads.
    expect((await read("told")).equals(whole)).toBe(true);
  });
});

describe("a part", () => {
  it.each(["CRC32", "CRC32C", "SHA1", "SHA256"] as const)("of a %s upload is verified", async (ChecksumAlgorithm) => {
    const Key = `sum-${ChecksumAlgorithm}`;
    const UploadId = await begin(Key, { ChecksumAlgorithm });
    const part = { Bucket, Key, UploadId, PartNumber: 1, ChecksumAlgorithm };
    const sent = await client.send(new s3.UploadPartCommand({ ...part, Body: "x" }));
    const element = `Checksum${ChecksumAlgorithm}` as const;
    const wrong = client.send(new s3.UploadPartCommand({ ...part, Body: "y", [element]: sent[element] }));
    await expect(wrong).rejects.toMatchObject({ name: "BadDigest" });
    const other = ChecksumAlgorithm === "SHA1" ? "SHA256" : "SHA1";
    const mismatched = client.send(new s3.UploadPartCommand({ ...part, Body: "x", ChecksumAlgorithm: other }));
    await expect(mismatched).rejects.toMatchObject({ name: "InvalidRequest" });
    const Parts = [{ PartNumber: 1, ETag: sent.ETag, [element]: sent[element] }];
    const done = await complete(Key, UploadId, Parts);
    const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
    expect(head[element]).toBe(done[element]);
    expect(head).toMatchObject({ ChecksumType: "COMPOSITE", [element]: expect.stringMatching(/-1$/) });
  });

  it.each([
    [{ ChecksumAlgorithm: "SHA256", ChecksumType: "FULL_OBJECT" }],
    [{ ChecksumAlgorithm: "CRC64NVME", ChecksumType: "COMPOSITE" }],
    [{ ChecksumType: "COMPOSITE" }],
    [{ ChecksumAlgorithm: "XXHASH3" }],
  ] as const)("cannot be sent to an upload of %j, which is refused", async (how) => {
    await expect(begin("refused", how)).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  it("can be a range of another region's object", async () => {
    const whole = Buffer.concat([bytesOf(1), bytesOf(2), bytesOf(3, 99)]);
    const { VersionId } = await client.send(new s3.PutObjectCommand({ Bucket, Key: "from/ü 1", Body: whole }));
    await client.send(new s3.PutObjectCommand({ Bucket, Key: "from/ü 1", Body: "newer" }));
    const CopySource = `${Bucket}/${encodeURIComponent("from/ü 1")}?versionId=${VersionId}`;
    const target = { Bucket: far, Key: "ranges" };
    const { UploadId } = await farClient.send(
      new s3.CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: "SHA256" }),
    );
    const copy = async (PartNumber: number, CopySourceRange?: string) => {
      const command = { ...target, UploadId, PartNumber, CopySource, CopySourceRange };
      const { CopyPartResult, CopySourceVersionId } = await farClient.send(new s3.UploadPartCopyCommand(command));
      expect(CopySourceVersionId).toBe(VersionId);
      return { PartNumber, ETag: CopyPartResult?.ETag, ChecksumSHA256: CopyPartResult?.ChecksumSHA256 };
    };
    const end = whole.length - 1;
    const Parts = [await copy(1, `bytes=7-${partSize + 6}`), await copy(2, `bytes=${partSize + 7}-${end}`)];
    expect(Parts[0]?.ChecksumSHA256).toBe(sha256(whole.subarray(7, partSize + 7)));
    await expect(copy(3, `bytes=0-${end + 1}`)).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(copy(3, "bytes=5-")).rejects.toMatchObject({ name: "InvalidArgument" });
    await farClient.send(new s3.CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
    const { Body, VersionId: none } = await farClient.send(new s3.GetObjectCommand(target));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(whole.subarray(7))).toBe(true);
    expect(none).toBeUndefined();
  });

  it("can be read alone", async () => {
    const UploadId = await begin("parts");
    const bodies = [bytesOf(1), bytesOf(2, 4)];
    const Parts = await Promise.all(bodies.map((body, index) => send("parts", UploadId, index + 1, body)));
    await complete("parts", UploadId, Parts);
    expect((await read("parts", { PartNumber: 2 })).equals(bytesOf(2, 4))).toBe(true);
    const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: "parts", PartNumber: 1 }));
    expect(head).toMatchObject({ PartsCount: 2, ContentLength: partSize });
    await expect(read("parts", { PartNumber: 3 })).rejects.toMatchObject({ $metadata: { httpStatusCode: 416 } });
  });
});

describe("a copy of an object uploaded in parts", () => {
  it("is an object put whole: its ETag is the MD5 of its bytes, its checksum that of all of them", async () => {
    const Body = Buffer.concat([bytesOf(1), bytesOf(2, 3)]);
    await new Upload({ client, params: { Bucket, Key: "of-parts", Body } }).done();
    const { CopyObjectResult } = await client.send(
      new s3.CopyObjectCommand({ Bucket, Key: "copied", CopySource: `${Bucket}/of-parts` }),
    );
    expect(CopyObjectResult?.ETag).toBe(`"${createHash("md5").update(Body).digest("hex")}"`);
    expect(CopyObjectResult?.ChecksumType).toBe("FULL_OBJECT");
    const { ChecksumCRC32 } = await client.send(new s3.PutObjectCommand({ Bucket, Key: "whole", Body }));
    expect(CopyObjectResult?.ChecksumCRC32).toBe(ChecksumCRC32);
    expect((await read("copied")).equals(Body)).toBe(true);
  });
});

describe("what IAM is asked by multipart uploads", () => {
  it("is s3:PutObject for all that writes, and the actions of their own for the rest", async () => {
    const asked: string[] = [];
    const stop = running.host.events.on((event) => {
      if (event.kind === "call") asked.push(`${event.call.action} ${event.call.resource.replace(Bucket, "B")}`);
    });
    const taken = async (action: () => Promise<unknown>) => {
      asked.length = 0;
      await action();
      return asked.splice(0);
    };
    await client.send(new s3.PutObjectCommand({ Bucket, Key: "src", Body: "x" }));
    let id = "";
    expect(
      await taken(async () => {
        id = await begin("asked");
      }),
    ).toEqual(["s3:PutObject arn:aws:s3:::B/asked"]);
    expect(await taken(() => send("asked", id, 1, Buffer.from("x")))).toEqual(["s3:PutObject arn:aws:s3:::B/asked"]);
    const copy = { Bucket, Key: "asked", UploadId: id, PartNumber: 1, CopySource: `${Bucket}/src` };
    expect(await taken(() => client.send(new s3.UploadPartCopyCommand(copy)))).toEqual([
      "s3:GetObject arn:aws:s3:::B/src",
      "s3:PutObject arn:aws:s3:::B/asked",
    ]);
    const upload = { Bucket, Key: "asked", UploadId: id };
    expect(await taken(() => client.send(new s3.ListPartsCommand(upload)))).toEqual([
      "s3:ListMultipartUploadParts arn:aws:s3:::B/asked",
    ]);
    expect(await taken(() => client.send(new s3.ListMultipartUploadsCommand({ Bucket })))).toEqual([
      "s3:ListBucketMultipartUploads arn:aws:s3:::B",
    ]);
    expect(await taken(() => complete("asked", id, []).catch(() => {}))).toEqual(["s3:PutObject arn:aws:s3:::B/asked"]);
    expect(await taken(() => client.send(new s3.AbortMultipartUploadCommand(upload)))).toEqual([
      "s3:AbortMultipartUpload arn:aws:s3:::B/asked",
    ]);
    stop();
  });
});
