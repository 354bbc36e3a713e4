import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeadObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../core/commit/Run.ts";
import { engineMetadata } from "../../../core/engine/engineMetadata.ts";
import { readings } from "../../../datasets/readings.ts";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import { followRun } from "../../../local/cli/followRun.ts";
import { landFile } from "../../../local/cli/landFile.ts";
import { listedRuns } from "../../../local/cli/runs/listedRuns.ts";
import { StepFunctions } from "../../../local/cli/target/StepFunctions.ts";
import { servedPipeline } from "./servedPipeline.ts";

const served = servedPipeline();
let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-land-"));
  file = join(folder, "zipcodes.csv");
  const header = "zip_code,latitude,longitude,city,state,county";
  writeFileSync(file, `${header}\n00501,40.9,-72.6,Holtsville,NY,Suffolk\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("landing a file for an engine", () => {
  it.each(["duckdb", undefined] as const)("starts a run by %s, and by inline where none is named", async (engine) => {
    const { key, run, status } = await followRun(served.target, file, zipcodes, () => {}, engine);
    expect(status).toBe("SUCCEEDED");
    const s3 = new S3Client(served.target.clientConfig("eu-west-1"));
    const { landingBucket: Bucket } = served.target.outputs;
    const { Metadata = {} } = await s3.send(new HeadObjectCommand({ Bucket, Key: key }));
    expect(Metadata).toEqual(engine === undefined ? {} : { [engineMetadata]: engine });
    using states = new StepFunctions(served.target);
    const engines: Record<string, string | null> = {};
    for await (const each of listedRuns(states, served.target.outputs, () => true)) engines[each.run] = each.engine;
    expect(engines[run]).toBe(engine ?? ("inline" satisfies Engine));
  });

  it("lands nothing for an engine that cannot convert the dataset", async () => {
    await expect(landFile(served.target, file, readings, "inline")).rejects.toMatchObject({ code: "engine.unfit" });
    const s3 = new S3Client(served.target.clientConfig("eu-west-1"));
    const { landingBucket: Bucket } = served.target.outputs;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "readings/" }));
    expect(Contents).toEqual([]);
  });
});
