import * as s3 from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../../fixtures/runningHost.ts";

const running = runningHost();
const key = "a/b c+%ü.csv";
let client: s3.S3Client;
let Bucket: string;

beforeAll(async () => {
  client = new s3.S3Client(running.host.clientConfig("eu-west-1"));
  Bucket = String(running.graph.outputs.bucket);
  await client.send(new s3.PutObjectCommand({ Bucket, Key: key, Body: "x" }));
});

const lists = {
  ListObjects: (asked: { EncodingType?: "url" }) => client.send(new s3.ListObjectsCommand({ Bucket, ...asked })),
  ListObjectsV2: (asked: { EncodingType?: "url" }) => client.send(new s3.ListObjectsV2Command({ Bucket, ...asked })),
};

describe.each(Object.entries(lists))("%s", (_, list) => {
  it("says that it encodes keys where it was asked to, so that clients which always ask decode them", async () => {
    const { EncodingType, Contents } = await list({ EncodingType: "url" });
    expect(EncodingType).toBe("url");
    expect(Contents?.map(({ Key = "" }) => decodeURIComponent(Key))).toEqual([key]);
    expect(Contents?.[0]?.Key).not.toBe(key);
  });

  it("gives them as they are, and says nothing of it, where it was not", async () => {
    const { EncodingType, Contents } = await list({});
    expect([EncodingType, Contents?.[0]?.Key]).toEqual([undefined, key]);
  });
});
