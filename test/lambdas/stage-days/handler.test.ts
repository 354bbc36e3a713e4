import { createHash } from "node:crypto";
import { DeleteObjectCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../../core/commit/Manifest.ts";
import { verification } from "../../../core/commit/Verdict.ts";
import { readJson } from "../../../jobs/s3/readJson.ts";
import type { StagedDay } from "../../../lambdas/stage-days/handler.ts";
import { runningTraffic } from "../shared/runningTraffic.ts";
import { resultRows, StatementFiles } from "./support/StatementFiles.ts";

const traffic = runningTraffic();
let handler: typeof import("../../../lambdas/stage-days/handler.ts").handler;
beforeAll(async () => {
  ({ handler } = await import("../../../lambdas/stage-days/handler.ts"));
});

const plan = { run: `traffic-${"a".repeat(32)}`, attempt: 2, startedAt: "2024-04-01T01:00:00.000Z" };
const [first, second] = ["2024-03-30", "2024-03-31"] as const;

async function statement(): Promise<StatementFiles> {
  const files = new StatementFiles(traffic.lake);
  await files.write("year=2024/month=3/day=30/hour=0", resultRows(3));
  await files.write("year=2024/month=3/day=30/hour=0", resultRows(2));
  await files.write("year=2024/month=3/day=30/hour=23", resultRows(1));
  await files.write("year=2024/month=3/day=31/hour=0", resultRows(4));
  return files;
}

async function manifestOf({ run }: StagedDay): Promise<{ readonly value: Manifest; readonly etag: string }> {
  const { s3, bucket } = traffic.lake;
  const read = await readJson(s3, manifest, { bucket, key: layout.manifest(run.run, run.attempt) });
  if (read === undefined) throw new Error("there is no manifest");
  return read;
}

async function sha256Of(key: string): Promise<string> {
  const { Body } = await traffic.lake.s3.send(new GetObjectCommand({ Bucket: traffic.lake.bucket, Key: key }));
  return createHash("sha256")
    .update((await Body?.transformToByteArray()) ?? "")
    .digest("base64");
}

describe("staging what a statement wrote", () => {
  it("makes a run of each day, and a manifest that names its files where Athena wrote them", async () => {
    const files = await statement();
    const [day, next, ...others] = await handler({
      plan,
      days: [first, second],
      manifest: await files.list(),
      ...files,
    });
    if (day === undefined || next === undefined) throw new Error("two days were asked for");
    expect(others).toEqual([]);
    expect(day.run).toMatchObject({
      ...{ run: expect.stringMatching(/^traffic_speeds-[0-9a-f]{32}$/), attempt: 2, dataset: "traffic_speeds" },
      source: {
        bucket: "raw",
        key: "traffic_raw/2024-03-30",
        versionId: plan.run,
        size: 0,
        sequencer: "0000018e972b9680",
      },
      ...{ engine: "athena", catalog: "register" },
    });
    const { value, etag } = await manifestOf(day);
    expect(day.staged).toEqual({
      ...{ status: "staged", attempt: 2, origin: "converted", manifest: etag, error: "", cause: "" },
    });
    expect(value).toMatchObject({
      ...{ run: day.run.run, attempt: 2, region: "eu-west-1", contract: day.run.contract },
      engine: { name: "athena", versions: { athena: "3" } },
      source: { etag: files.query, bytes: 0, lastModified: plan.startedAt },
      ...{ read: 6, written: 6, rejected: 0, reasons: {}, duplicateKeys: 0, added: [], filled: null },
    });
    const sorted = files.uris.slice(0, 2).map(keyOf).sort();
    const places = value.files.map(({ key, place: { partition, part } }) => [key, partition.at(-1)?.[1], part]);
    expect(places).toEqual([
      [sorted[0], "0", 0],
      [sorted[1], "0", 1],
      [keyOf(files.uris[2] ?? ""), "23", 0],
    ]);
    for (const { key, sha256 } of value.files) expect(sha256).toBe(await sha256Of(key));
    expect((await manifestOf(next)).value.files.map(({ rows }) => rows)).toEqual([4]);
  });

  it("leaves beside it that the files were read, as verify does", async () => {
    const files = await statement();
    const [day] = await handler({ plan, days: [second], manifest: await files.list(), ...files });
    if (day === undefined) throw new Error("a day was asked for");
    const { s3, bucket } = traffic.lake;
    const read = await readJson(s3, verification, { bucket, key: layout.verified(day.run.run, day.run.attempt) });
    expect(read?.value.manifest).toBe(day.staged.manifest);
    const { ETag: etag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(files.uris[3] ?? "") }));
    expect(read?.value.files).toEqual([{ key: keyOf(files.uris[3] ?? ""), etag }]);
  });

  it("may be repeated, and answers the same", async () => {
    const files = await statement();
    const input = { plan, days: [first, second], manifest: await files.list(), query: files.query };
    expect(await handler(input)).toEqual(await handler(input));
  });

  it("stages a day of which nothing was written, too", async () => {
    const [empty] = await handler({ plan, days: [first], query: "q" });
    expect((await manifestOf(empty as StagedDay)).value).toMatchObject({
      written: 0,
      files: [],
      endedAt: plan.startedAt,
    });
  });

  it("refuses a list that is gone", async () => {
    const files = new StatementFiles(traffic.lake);
    const gone = handler({ plan, days: [first], manifest: `s3://lake/athena/none.csv`, query: files.query });
    await expect(gone).rejects.toMatchObject({ code: "traffic.no_file_list" });
  });

  it("refuses files that are not where the staging table lies", async () => {
    const stray = ["s3://lake/rows/year=2024/month=3/day=30/hour=0/a", "s3://lake/staging/year=2024/month=3/day=30/a"];
    for (const uri of [...stray, "s3://other/staging/year=2024/month=3/day=30/hour=0/a"]) {
      const files = new StatementFiles(traffic.lake);
      const staged = handler({ plan, days: [first], manifest: await files.list([uri]), query: files.query });
      await expect(staged).rejects.toMatchObject({ code: "traffic.stray_file", message: expect.stringContaining(uri) });
    }
  });

  it.each([
    ["lacks a column", "SELECT * EXCLUDE speed_diff_indicator FROM", "Column 15 is missing"],
    ["has one more", "SELECT *, 1 AS more FROM", "Column 16 is more INTEGER, where none is expected"],
    ["has another type", "SELECT * REPLACE (1.5::FLOAT AS current_speed) FROM", "Column 3 is current_speed FLOAT"],
  ])("refuses a file that %s", async (_, select, what) => {
    const files = new StatementFiles(traffic.lake);
    await files.write("year=2024/month=3/day=30/hour=0", `${select} (${resultRows(1)})`);
    const staged = handler({ plan, days: [first], manifest: await files.list(), query: files.query });
    await expect(staged).rejects.toMatchObject({
      code: "traffic.wrong_columns",
      message: expect.stringContaining(what),
    });
  });

  it.each(["TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"])("takes instants as %s too", async (type) => {
    const files = new StatementFiles(traffic.lake);
    const select = `SELECT * REPLACE (recorded_at::${type} AS recorded_at) FROM`;
    await files.write("year=2024/month=3/day=30/hour=0", `${select} (${resultRows(7)})`);
    const [day] = await handler({ plan, days: [first], manifest: await files.list(), query: files.query });
    expect((await manifestOf(day as StagedDay)).value.written).toBe(7);
  });

  it("refuses a file that is gone", async () => {
    const files = await statement();
    const { s3, bucket: Bucket } = traffic.lake;
    await s3.send(new DeleteObjectCommand({ Bucket, Key: keyOf(files.uris[0] ?? "") }));
    const staged = handler({ plan, days: [first], manifest: await files.list(), query: files.query });
    await expect(staged).rejects.toMatchObject({ code: "traffic.unreadable" });
  });
});

function keyOf(uri: string): string {
  return uri.replace("s3://lake/", "");
}
