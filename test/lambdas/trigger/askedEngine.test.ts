import { DeleteObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { engines } from "../../../core/commit/Run.ts";
import { engineMetadata } from "../../../core/engine/engineMetadata.ts";
import { askedEngine } from "../../../lambdas/trigger/askedEngine.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";

const running = runningHost();
let s3: S3Client;
beforeAll(() => {
  s3 = new S3Client(running.host.clientConfig("eu-west-1"));
});
afterAll(() => s3.destroy());

async function landed(metadata: Record<string, string>, key = "readings/a.csv") {
  const bucket = String(running.graph.outputs.bucket);
  const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body: "a\n", Metadata: metadata });
  const { VersionId: versionId = "" } = await s3.send(put);
  return { bucket, key, versionId, size: 2, sequencer: "0A" };
}

describe("the engine that an object asks for", () => {
  it.each(engines)("is %s where its metadata says so", async (engine) => {
    expect(await askedEngine(s3, await landed({ [engineMetadata]: engine }))).toBe(engine);
  });

  it("is none where its metadata says nothing, or something else", async () => {
    expect(await askedEngine(s3, await landed({}))).toBeUndefined();
    expect(await askedEngine(s3, await landed({ engine: "spark" }))).toBeUndefined();
  });

  it("is that of its version, whatever lands under its key later", async () => {
    const first = await landed({ [engineMetadata]: "spark" }, "readings/again.csv");
    const second = await landed({}, "readings/again.csv");
    expect(await askedEngine(s3, first)).toBe("spark");
    expect(await askedEngine(s3, second)).toBeUndefined();
  });

  it.each(["Spark", "", "hadoop"])("is refused where it is %j, and those that there are are named", async (name) => {
    const asked = askedEngine(s3, await landed({ [engineMetadata]: name }));
    await expect(asked).rejects.toMatchObject({
      code: "trigger.unknown_engine",
      mend: "land it again with the metadata sluice-engine=inline or duckdb or spark, or without it",
    });
  });

  it("is none where the version is gone: its run tells so", async () => {
    const gone = await landed({ [engineMetadata]: "spark" }, "readings/gone.csv");
    await s3.send(new DeleteObjectCommand({ Bucket: gone.bucket, Key: gone.key, VersionId: gone.versionId }));
    expect(await askedEngine(s3, gone)).toBeUndefined();
  });

  it("is not known where S3 fails, so that the event is tried again", async () => {
    const failing = new S3Client({ ...running.host.clientConfig("eu-west-1"), maxAttempts: 1 });
    const $metadata = { httpStatusCode: 503 };
    const fault = new S3ServiceException({ name: "SlowDown", message: "try later", $fault: "server", $metadata });
    vi.spyOn(failing, "send").mockImplementation(() => Promise.reject(fault));
    await expect(askedEngine(failing, await landed({}))).rejects.toThrow("try later");
    failing.destroy();
  });
});
