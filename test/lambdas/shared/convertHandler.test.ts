import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import { manifest } from "../../../core/commit/Manifest.ts";
import { runIdOf } from "../../../core/commit/runIdOf.ts";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import { readJson } from "../../../jobs/s3/readJson.ts";
import { handler as duckdb } from "../../../lambdas/convert-duckdb/handler.ts";
import { handler as inline } from "../../../lambdas/convert-inline/handler.ts";
import { handler as verify } from "../../../lambdas/verify/handler.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";
import { functionEnvironment, landedRun } from "./landedRun.ts";

const text = "zip_code,latitude,longitude,city,state,county\n01001,42.1,-72.6,Agawam,MA,Hampden\n01002,142,0,A,MA,\n";
const staged = { status: "staged", attempt: 0, origin: "converted", manifest: "", error: "", cause: "" };
const absent = { status: "absent", attempt: 0, origin: "none", manifest: "", error: "", cause: "" };

const running = runningHost();
functionEnvironment(running);
let s3: S3Client;
let bucket: string;
beforeAll(() => {
  s3 = new S3Client(running.host.clientConfig("eu-west-1"));
  bucket = String(running.graph.outputs.bucket);
});
afterAll(() => s3.destroy());

const near = () => ({ name: "eu-west-1", bucket });
const setRegions = (regions: object) => vi.stubEnv("SLUICE_REGIONS", JSON.stringify(regions));

describe.each([
  { engine: "inline" as const, convert: inline },
  { engine: "duckdb" as const, convert: duckdb },
])("the convert step by $engine", ({ engine, convert }) => {
  test("stages both regions, which verify finds good", async () => {
    setRegions({ near: near(), far: { name: "eu-central-1", bucket: "fixture-far" } });
    const run = await landedRun(s3, bucket, zipcodes, text, engine);
    const converted = await convert({ run });
    expect(converted).toEqual({ near: staged, far: staged, read: 2, written: 1, rejected: 1 });
    const verified = await verify({ run, converted });
    for (const region of [verified.near, verified.far]) {
      expect(region).toEqual({ ...staged, manifest: expect.stringMatching(/\w/) });
    }
  });

  test("of a stack of one region stages that, and says that the other is absent", async () => {
    setRegions({ near: near() });
    const run = await landedRun(s3, bucket, zipcodes, text, engine);
    const converted = await convert({ run });
    expect(converted).toEqual({ near: staged, far: absent, read: 2, written: 1, rejected: 1 });
    const read = await readJson(s3, manifest, { bucket, key: layout.manifest(run.run, 0) });
    expect(await verify({ run, converted })).toEqual({ near: { ...staged, manifest: read?.etag }, far: absent });
  });

  test("reports a region that cannot be written as failed, and verify fails where it is the only one", async () => {
    setRegions({ near: { name: "eu-west-1", bucket: "no-such-bucket" } });
    const run = await landedRun(s3, bucket, zipcodes, text, engine);
    const converted = await convert({ run });
    expect(converted).toMatchObject({ near: { status: "failed", error: "NoSuchBucket" }, far: absent });
    await expect(verify({ run, converted })).rejects.toMatchObject({
      code: "convert.no_region_staged",
      message: expect.not.stringContaining("; ;"),
    });
  });
});

const replay = {
  ...{ of: { run: "zipcodes-1", attempt: 0 }, onto: [], sha256: "x" },
  file: { bucket: "landing", key: "_replays/zipcodes/r.csv", versionId: "v", size: 1 },
};

test("the convert step by inline converts no replay", async () => {
  setRegions({ near: near() });
  const run = await landedRun(s3, bucket, zipcodes, text, "inline");
  await expect(inline({ run: { ...run, replay } })).rejects.toMatchObject({ code: "replay.engine" });
});

test("the convert step by duckdb converts a replay only of what is published", async () => {
  setRegions({ near: near() });
  const numbered = text.replace("zip_code", "_record,zip_code").replaceAll(/^0100/gm, "2,0100");
  const corrections = await landedRun(s3, bucket, zipcodes, numbered.split("\n").slice(0, 2).join("\n"), "duckdb");
  const { bucket: from, key, versionId } = corrections.source;
  const mine = { ...replay, file: { bucket: from, key, versionId, size: 1 } };
  const source = { ...corrections.source, key: "zipcodes/never.csv" };
  const dataset = zipcodes.name;
  const run = { ...corrections, source, replay: mine, run: runIdOf({ dataset, source, replay: mine }, zipcodes.hash) };
  await expect(duckdb({ run })).rejects.toMatchObject({ code: "replay.early" });
});
