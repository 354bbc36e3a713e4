import * as s3 from "@aws-sdk/client-s3";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../../fixtures/runningHost.ts";

const running = runningHost();
const keys = ["a", "a/b", "a/c d", "b/ü/1", "b/ü/2", "b+%", "c/", "z"];
let client: s3.S3Client;
let Bucket: string;

beforeAll(async () => {
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
  Bucket = String(running.graph.outputs.bucket);
  for (const Key of keys) await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: "x" }));
});

interface Listed {
  keys: string[];
  prefixes: string[];
}

async function first(asked: { Prefix: string; Delimiter: string; MaxKeys: number }): Promise<Listed> {
  const found: Listed = { keys: [], prefixes: [] };
  for (let Marker = ""; ; ) {
    const page = await client.send(new s3.ListObjectsCommand({ Bucket, Marker, ...asked }));
    const pageKeys = page.Contents?.map(({ Key = "" }) => Key) ?? [];
    found.keys.push(...pageKeys);
    found.prefixes.push(...(page.CommonPrefixes?.map(({ Prefix = "" }) => Prefix) ?? []));
    if (!page.IsTruncated) return found;
    Marker = page.NextMarker ?? pageKeys.at(-1) ?? "";
  }
}

async function second(asked: { Prefix: string; Delimiter: string }): Promise<Listed> {
  const { Contents = [], CommonPrefixes = [] } = await client.send(new s3.ListObjectsV2Command({ Bucket, ...asked }));
  return { keys: Contents.map(({ Key = "" }) => Key), prefixes: CommonPrefixes.map(({ Prefix = "" }) => Prefix) };
}

describe("the first version of S3's list", () => {
  it("lists, page by page, what the second does", async () => {
    const prefix = fc.constantFrom("", "a", "a/", "b", "b/ü/", "c/", "none");
    await fc.assert(
      fc.asyncProperty(
        prefix,
        fc.constantFrom("", "/", "ü"),
        fc.integer({ min: 1, max: 9 }),
        async (Prefix, Delimiter, MaxKeys) => {
          expect(await first({ Prefix, Delimiter, MaxKeys })).toEqual(await second({ Prefix, Delimiter }));
        },
      ),
      { numRuns: 60 },
    );
    expect((await first({ Prefix: "", Delimiter: "", MaxKeys: 1000 })).keys).toEqual(keys.toSorted());
  });

  it("is no answer to what a bucket is not served with", async () => {
    await expect(client.send(new s3.GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: "NotImplemented",
    });
  });

  it("has a bucket's region beside it", async () => {
    const { LocationConstraint } = await client.send(new s3.GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe("eu-west-1");
  });
});
