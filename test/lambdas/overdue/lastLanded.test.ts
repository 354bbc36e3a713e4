import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { lastLanded } from "../../../lambdas/overdue/lastLanded.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";

const running = runningHost();
const Bucket = () => String(running.graph.outputs.bucket);
let client: S3Client;
beforeAll(() => {
  client = new S3Client(running.host.clientConfig("eu-west-1"));
});

describe("the last object that landed of a dataset", () => {
  it("is the newest under its prefix, whatever its name, folder markers passed over", async () => {
    for (const Key of ["birds/b.csv", "birds/2024/a.csv", "birdstrikes/z.csv", "birds/", "other/c.csv"]) {
      await client.send(new PutObjectCommand({ Bucket: Bucket(), Key, Body: "x" }));
      // S3 tells times by the second.
      await new Promise((resolve) => setTimeout(resolve, Key.endsWith(".csv") ? 1000 - (Date.now() % 1000) : 0));
    }
    const last = await lastLanded(client, Bucket(), "birds");
    expect(last).toEqual({ bucket: Bucket(), key: "birds/2024/a.csv", landed: expect.any(Date) });
  });

  it("is none where nothing landed", async () => {
    expect(await lastLanded(client, Bucket(), "none")).toBeUndefined();
  });
});
