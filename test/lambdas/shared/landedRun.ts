import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, vi } from "vitest";
import type { Engine, Run } from "../../../core/commit/Run.ts";
import { runId } from "../../../core/commit/runId.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import type { RunningHost } from "../../local/fixtures/runningHost.ts";

/** Gives the tests of a file the environment of a function in eu-west-1 on the host. */
export function functionEnvironment(running: RunningHost): void {
  beforeAll(() => {
    const { endpoint, region, credentials } = running.host.clientConfig("eu-west-1");
    vi.stubEnv("AWS_ENDPOINT_URL", endpoint);
    vi.stubEnv("AWS_REGION", region);
    vi.stubEnv("AWS_ACCESS_KEY_ID", credentials.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });
}

/** Puts an object of a dataset into a bucket, and answers its run. */
export async function landedRun(
  s3: S3Client,
  bucket: string,
  { name: dataset, hash: contract, catalog }: Contract,
  text: string,
  engine: Engine,
): Promise<Run> {
  const key = `${dataset}/landed.csv`;
  const { VersionId: versionId = "" } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
  const run = runId({ dataset, bucket, key, versionId, contract });
  const source = { bucket, key, versionId, size: text.length, sequencer: "0A" };
  return { run, attempt: 0, dataset, contract, source, engine, catalog };
}
