import { GetPartitionsCommand, GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CommitRecord } from "../../../core/commit/CommitRecord.ts";
import { layout } from "../../../core/commit/layout.ts";
import type { Run } from "../../../core/commit/Run.ts";
import { sourceFolder } from "../../../core/commit/sourceFolder.ts";
import { putJson } from "../../../jobs/s3/putJson.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";
import { functionEnvironment } from "../shared/landedRun.ts";

const running = runningHost();
functionEnvironment(running);
let bucket: string;
let s3: S3Client;
let glue: GlueClient;
let register: typeof import("../../../lambdas/register/handler.ts").handler;

beforeAll(async () => {
  bucket = String(running.graph.outputs.bucket);
  vi.stubEnv("SLUICE_LAKE", bucket);
  vi.stubEnv("SLUICE_DATABASE", "lake");
  s3 = new S3Client(running.host.clientConfig("eu-west-1"));
  glue = new GlueClient(running.host.clientConfig("eu-west-1"));
  register = (await import("../../../lambdas/register/handler.ts")).handler;
});
afterAll(() => {
  s3.destroy();
  glue.destroy();
});

const source = { bucket: "landing", key: "readings/a.csv", versionId: "v1", size: 1, sequencer: "0A" };
const run: Run = {
  ...{ run: "readings-1", attempt: 0, dataset: "readings", contract: "c", source },
  ...{ engine: "inline", catalog: "register" },
};

/** As a commit that publishes a file in each of these partitions leaves it. */
async function commit(years: readonly number[]): Promise<void> {
  const files = years.map((year) => ({
    ...{ key: `k${year}`, rows: 1, bytes: 1, sha256: "x".repeat(44) },
    place: {
      content: "rows" as const,
      dataset: "readings",
      partition: [["year", `${year}`]] as [string, string][],
      part: 0,
    },
  }));
  const record: CommitRecord = {
    ...{
      source,
      sequencer: "0A",
      run: run.run,
      attempt: 0,
      contract: "c",
      read: 1,
      written: 1,
      rejected: 0,
      added: [],
      files,
    },
    ...{ supplements: [], replaced: null, committedAt: "2026-01-01T00:00:00.000Z", finishedAt: null },
  };
  await putJson({ s3, bucket }, layout.commitRecord("readings", sourceFolder(source)), record);
}

async function registered(): Promise<string[]> {
  const { Partitions = [] } = await glue.send(
    new GetPartitionsCommand({ DatabaseName: "lake", TableName: "readings" }),
  );
  return Partitions.map(({ Values = [] }) => Values.join()).sort();
}

describe("registering partitions", () => {
  it("may be repeated, and keeps those that a newer version has no files in any more", async () => {
    await commit([2023, 2024]);
    expect(await register({ run })).toEqual({ partitions: 2, created: 2 });
    expect(await register({ run })).toEqual({ partitions: 2, created: 0 });
    await commit([2024, 2025]);
    expect(await register({ run })).toEqual({ partitions: 2, created: 1 });
    expect(await registered()).toEqual(["2023", "2024", "2025"]);
  });

  it("is refused where nothing is committed", async () => {
    const other = { ...run, source: { ...source, key: "readings/none.csv" } };
    await expect(register({ run: other })).rejects.toMatchObject({ code: "register.not_committed" });
  });
});
