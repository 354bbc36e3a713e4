import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../../../jobs/duckdb/openDatabase.ts";
import { setUpSpark } from "../../../../../local/python/setUpSpark.ts";
import type { HostEvent } from "../../../../../local/services/kernel/HostEvent.ts";
import { runningHost } from "../../../fixtures/runningHost.ts";
import { JobRuns, jobs } from "./jobRuns.ts";

beforeAll(async () => {
  await setUpSpark();
}, 900_000);
const running = runningHost(jobs);
const runs = new JobRuns(running);

describe("a PySpark job on the local host", () => {
  it("reads and writes s3:// in two regions, as its role: Parquet, parts, markers, renamed and removed folders", async () => {
    const calls = new Set<string>();
    const off = running.host.events.on((event: HostEvent) => {
      if (event.kind === "call" && event.call.service === "s3")
        calls.add(`${event.call.caller} ${event.call.region} ${event.call.action}`);
    });
    const run = await runs.finish("spark");
    off();
    const id = run.Id ?? "";
    expect(run, runs.log(id, "error")).toMatchObject({ JobRunState: "SUCCEEDED" });
    const counts = [0, 1, 2].map((part) => [part, 500]);
    expect(JSON.parse(runs.log(id, "output"))).toEqual({
      shuffles: "3",
      near: counts,
      far: counts,
      big: 6 * 1024 ** 2,
      moved: ["big ü+%.bin", "empty", "rows"],
    });
    expect([...calls].filter((call) => !call.startsWith("job-role "))).toEqual([]);
    expect(calls).toContain("job-role eu-central-1 s3:PutObject");
    expect(calls).toContain("job-role eu-west-1 s3:GetObject");
    await checkObjects();
  }, 300_000);
});

/** What the job has left: whole files where they belong, and nothing of its own housekeeping. */
async function checkObjects(): Promise<void> {
  const near = await objects("near", "eu-west-1");
  const rows = /^out\/rows\/part=[012]\/part-0000[01]-.*\.snappy\.parquet$/;
  expect(near.filter((key) => !rows.test(key))).toEqual(["out/rows/_SUCCESS"]);
  expect(near).toHaveLength(7);
  const far = await objects("far", "eu-central-1");
  expect(far.filter((key) => !/^magic\/part-00000-.*\.csv$/.test(key))).toEqual([
    "magic/_SUCCESS",
    "moved/big ü+%.bin",
    "moved/empty/",
  ]);
  expect(far).toHaveLength(4);
  const success = readFileSync(join(running.stateDir, "eu-central-1/s3/far/magic/_SUCCESS"), "utf8");
  expect(JSON.parse(success)).toMatchObject({ committer: "magic" });
  await using database = await openDatabase();
  const files = `${running.stateDir}/eu-west-1/s3/near/out/rows/*/*.parquet`;
  const counted = await database.rows(
    "SELECT count(*) AS rows, sum(id) AS sum, count(DISTINCT text) AS texts FROM read_parquet(?)",
    [files],
  );
  expect(counted).toEqual([{ rows: 3000n, sum: (2999n * 3000n) / 2n, texts: 3000n }]);
}

async function objects(Bucket: string, region: string): Promise<string[]> {
  const client = new S3Client(running.host.clientConfig(region));
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key = "" }) => Key);
}
