import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import type { Run } from "../../../core/commit/Run.ts";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import { handler as convert } from "../../../lambdas/convert-inline/handler.ts";
import { handler as findStaged } from "../../../lambdas/find-staged/handler.ts";
import { handler as verify } from "../../../lambdas/verify/handler.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";
import { functionEnvironment, landedRun } from "../shared/landedRun.ts";

const text = "zip_code,latitude,longitude,city,state,county\n01001,42.1,-72.6,Agawam,MA,Hampden\n01002,142,0,A,MA,\n";
const counts = { read: 2, written: 1, rejected: 1 };
const is = (origin: string, attempt = 0) => ({
  ...{ status: "staged", attempt, origin },
  ...{ manifest: "", error: "", cause: "" },
});
const absent = { status: "absent", attempt: 0, origin: "none", manifest: "", error: "", cause: "" };

const running = runningHost();
functionEnvironment(running);
let s3: S3Client;
let near: { name: string; bucket: string };
const far = { name: "eu-central-1", bucket: "fixture-far" };
let run: Run;

beforeAll(() => {
  s3 = new S3Client(running.host.clientConfig("eu-west-1"));
  near = { name: "eu-west-1", bucket: String(running.graph.outputs.bucket) };
});
afterAll(() => s3.destroy());
beforeEach(async () => {
  setRegions({ near, far });
  run = await landedRun(s3, near.bucket, zipcodes, text, "spark");
});

const setRegions = (regions: object) => vi.stubEnv("SLUICE_REGIONS", JSON.stringify(regions));
/** As the job does: under the run's attempt, in the regions that answer. */
async function jobStages(regions: object): Promise<void> {
  setRegions(regions);
  await convert({ run });
  setRegions({ near, far });
}

describe("what is staged of a run", () => {
  it("is nothing before its job has run", async () => {
    expect(await findStaged({ run, required: false })).toBeNull();
  });

  it("is not looked for where the run is a replay, which no job converts", async () => {
    const file = { bucket: "landing", key: "_replays/zipcodes/r.csv", versionId: "v", size: 1 };
    const replay = { of: { run: run.run, attempt: 0 }, onto: [], sha256: "x", file };
    await expect(findStaged({ run: { ...run, replay }, required: false })).rejects.toMatchObject({
      code: "replay.engine",
    });
  });

  it("must be there once the job has ended", async () => {
    await expect(findStaged({ run, required: true })).rejects.toMatchObject({
      code: "convert.not_staged",
      message: expect.stringContaining("read the job's log"),
    });
  });

  it("is found as the job left it, and verify finds it good", async () => {
    await jobStages({ near, far });
    const converted = await findStaged({ run, required: true });
    expect(converted).toEqual({ near: is("reused"), far: is("reused"), ...counts });
    if (converted === null) throw new Error("nothing is staged");
    expect(await verify({ run, converted })).toMatchObject({ near: { status: "staged" }, far: { status: "staged" } });
  });

  it("is used by a later attempt, whose job has nothing to do", async () => {
    await jobStages({ near, far });
    const found = await findStaged({ run: { ...run, attempt: 2 }, required: false });
    expect(found).toMatchObject({ near: is("reused", 0), far: is("reused", 0) });
  });

  it("is filled where a region failed inside the job", async () => {
    await jobStages({ near, far: { ...far, bucket: "no-such-bucket" } });
    expect(await findStaged({ run, required: true })).toEqual({ near: is("reused"), far: is("filled"), ...counts });
    expect(await findStaged({ run, required: true })).toMatchObject({ far: is("reused") });
  });

  it("stands beside a region that still fails, which is told", async () => {
    await jobStages({ near, far: { ...far, bucket: "no-such-bucket" } });
    setRegions({ near, far: { ...far, bucket: "no-such-bucket" } });
    expect(await findStaged({ run, required: true })).toMatchObject({
      near: is("reused"),
      far: { status: "failed", origin: "none", error: "NoSuchBucket" },
    });
  });

  it("is nothing where a region has it and its files are gone, so that the job is run anew", async () => {
    await jobStages({ near, far: { ...far, bucket: "no-such-bucket" } });
    const Key = layout.staged(run.run, 0, { content: "rows", dataset: zipcodes.name, partition: [], part: 0 });
    await s3.send(new DeleteObjectCommand({ Bucket: near.bucket, Key }));
    expect(await findStaged({ run, required: false })).toBeNull();
  });

  it("is of one region in a stack of one", async () => {
    await jobStages({ near });
    setRegions({ near });
    expect(await findStaged({ run, required: true })).toEqual({ near: is("reused"), far: absent, ...counts });
  });

  it("is refused under another contract than the run's", async () => {
    const changed = { ...run, contract: "other" };
    await expect(findStaged({ run: changed, required: false })).rejects.toMatchObject({ code: "run.contract_changed" });
  });
});
