import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import { Graph } from "../../../local/program/Graph.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { type Landed, Pipeline } from "./support/Pipeline.ts";

/** Seconds that the convert step has here. */
const seconds = 4;
/** The functions' own folder for files, small where this machine lets us make one that is. */
const disk = mkdtempSync(join(tmpdir(), "sluice-disk-"));
const whyNoDisk = mountSmall();
const ownTmpdir = process.env.TMPDIR;

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await Pipeline.start(hasty(await loadedProgram({ "sluice:warehouse": "none" })));
  // From now on, so that the functions have it and the host itself has not.
  if (whyNoDisk === undefined) process.env.TMPDIR = disk;
  else console.log(`Not tested, a full disk: ${whyNoDisk}`);
});
afterEach(() => pipeline.host.faults.clear());
afterAll(async () => {
  await pipeline?.[Symbol.asyncDispose]();
  if (ownTmpdir === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = ownTmpdir;
  if (whyNoDisk === undefined) execFileSync("umount", ["--lazy", disk]);
  rmSync(disk, { recursive: true, force: true });
});

/** Says why not, where it cannot be done. */
function mountSmall(): string | undefined {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], { stdio: "pipe" });
    return undefined;
  } catch (error) {
    return (error as Error).message.trim();
  }
}

/** Takes all the room that the disk has; gives the file that does. */
function fill(): string {
  const filler = join(disk, "filler");
  try {
    for (;;) appendFileSync(filler, Buffer.alloc(4096, "x"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
  return filler;
}

/** The program with so little time for the convert step that what hangs is given up soon. */
function hasty(graph: Graph): Graph {
  const resources = graph.resources.map((resource) =>
    resource.type === "aws:lambda/function:Function" && resource.name === "csv-lake-convert-inline"
      ? { ...resource, inputs: { ...resource.inputs, timeout: seconds } }
      : resource,
  );
  return new Graph({ ...graph, resources });
}

const succeeded = { status: "SUCCEEDED", error: undefined, cause: undefined };
const released = async (done: number) => {
  await expect.poll(() => pipeline.host.faults.all()[0]?.done, { timeout: 30_000 }).toBe(done);
};

describe("an older version of a file", () => {
  it.each([
    ["commits", { action: "lambda:InvokeFunction", resource: "*-commit*", times: 2 }, 2],
    ["is heard of", { action: "states:StartExecution", caller: "csv-lake-trigger*", times: 1 }, 1],
  ] as const)(
    "that %s only after the newer one is published ends superseded, and leaves nothing",
    async (what, rule, held) => {
      pipeline.host.faults.add({ ...rule, answer: { hang: 25_000 } });
      const old = await pipeline.land(birdstrikes, `${what}.csv`, files.birdstrikes("old"));
      await released(held);
      const newer = await pipeline.run(birdstrikes, `${what}.csv`, files.birdstrikes("new"));
      expect(newer.status).toBe("SUCCEEDED");
      pipeline.host.faults.clear();
      const { status, output } = await pipeline.end(old);
      expect({ status, ...JSON.parse(output ?? "{}") }).toMatchObject({
        status: "SUCCEEDED",
        near: "superseded",
        far: "superseded",
      });
      await expectFaultless(pipeline);
    },
  );
});

describe("a convert step that runs out of time", () => {
  async function timedOut(name: string): Promise<Landed> {
    pipeline.host.faults.add({
      action: "s3:PutObject",
      region: pipeline.far,
      resource: "*/staging/*",
      answer: { hang: 60_000 },
    });
    const run = await pipeline.run(birdstrikes, name, files.birdstrikes(name));
    expect(run).toMatchObject({ status: "FAILED", cause: expect.stringContaining(`timed out after ${seconds}`) });
    pipeline.host.faults.clear();
    return run;
  }

  /** Writes the attempt's files once more, other ones, and the manifest, as if it were still at work. */
  async function overwrite(region: string, run: string): Promise<number> {
    const s3 = new S3Client(pipeline.host.clientConfig(region));
    const Bucket = pipeline.target.outputs.lakes[region];
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: layout.staging(run, 0) }));
    const keys = Contents.map(({ Key = "" }) => Key).filter((key) => /(\.parquet|manifest\.json)$/.test(key));
    for (const Key of keys) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const text = (await Body?.transformToString()) ?? "";
      const written = Key.endsWith(".json") ? JSON.stringify(JSON.parse(text), null, 2) : "other bytes of a zombie";
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: written }));
    }
    s3.destroy();
    return keys.length;
  }

  it("is retried, and whatever it still writes before the retry is not used", async () => {
    const run = await timedOut("zombie-before.csv");
    expect(await overwrite(pipeline.near, run.run)).toBeGreaterThan(0);
    expect(await pipeline.retry(run)).toMatchObject(succeeded);
    await expectFaultless(pipeline);
  });

  it("publishes nothing that it writes after the retry has verified it, and further retries do without", async () => {
    const run = await timedOut("zombie-after.csv");
    pipeline.host.faults.add({
      action: "lambda:InvokeFunction",
      resource: "*-commit*",
      times: 2,
      answer: { hang: 60_000 },
    });
    const retried = pipeline.retry(run);
    await released(2);
    expect(await overwrite(pipeline.near, run.run)).toBeGreaterThan(0);
    pipeline.host.faults.clear();
    expect(await retried).toMatchObject({ status: "FAILED" });
    // The next one finds the damage, as it verifies what it would use, and has it set aside.
    expect(await pipeline.retry(run)).toMatchObject({ status: "FAILED", error: "verify.corrupted" });
    expect(await pipeline.retry(run)).toMatchObject(succeeded);
    await expectFaultless(pipeline);
  });
});

describe("a file", () => {
  it("of a header alone is published as no rows", async () => {
    expect(await pipeline.run(birdstrikes, "header.csv", files.birdstrikesHeader)).toMatchObject({
      status: "SUCCEEDED",
    });
    await expectFaultless(pipeline);
  });

  it("of no bytes fails its run, which says so, also again, and leaves nothing", async () => {
    const run = await pipeline.run(birdstrikes, "nothing.csv", "");
    expect(run).toMatchObject({ status: "FAILED", error: expect.stringMatching(/^file\./) });
    expect(pipeline.mails().at(-1)).toContain(String(run.error));
    expect(await pipeline.retry(run)).toMatchObject({ status: "FAILED", error: run.error });
    pipeline.landed.delete(run.key);
    await expectFaultless(pipeline);
  });
});

describe("a disk that is full while a file is staged", () => {
  it.skipIf(whyNoDisk !== undefined)("fails the run, which a retry does once there is room", async () => {
    const filler = fill();
    const run = await pipeline.run(zipcodes, "full.csv", files.zipcodes("full", 20_000));
    expect(run).toMatchObject({ status: "FAILED", cause: expect.stringContaining("ENOSPC") });
    expect(pipeline.mails().at(-1)).toContain("ENOSPC");
    rmSync(filler);
    expect(await pipeline.retry(run)).toMatchObject(succeeded);
    await expectFaultless(pipeline);
  });
});
