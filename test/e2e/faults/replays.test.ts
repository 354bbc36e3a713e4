import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import type { FaultRule } from "../../../local/host/faults/FaultRule.ts";
import type { Graph } from "../../../local/program/Graph.ts";
import type { CallRecord } from "../../../local/services/kernel/CallRecord.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { hasEnded } from "./support/hasEnded.ts";
import { impatient } from "./support/impatient.ts";
import { KillableHost } from "./support/KillableHost.ts";
import { type Landed, landVersion } from "./support/landVersion.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { Pipeline } from "./support/Pipeline.ts";
import { expectRecovered } from "./support/recovered.ts";
import { replayAs } from "./support/replayAs.ts";
import { saveGraph } from "./support/savedGraph.ts";
import { shortState, statesOf } from "./support/statesOf.ts";

/** The reject of such a file, and what becomes of it: a row of a partition that the file had none of. */
const reject = (mark: string) => `${mark},B-737,Minor,no day,US AIRWAYS,Utah,Climb,Small,Gull,Day,1,2,3,`;
const corrected = (mark: string) => reject(mark).replace("no day", "1999-12-31");
const corrections = (mark: string) => `_record,${files.birdstrikesHeader}3,${corrected(mark)}\n`;
/** As if the file had landed with the record right: what run and replay are to come to. */
const mended = (landed: Landed, mark: string): Landed => {
  const text = Buffer.from(landed.content).toString();
  return { ...landed, content: Buffer.from(text.replace(reject(mark), corrected(mark))) };
};

let graph: Graph;
beforeAll(async () => {
  graph = impatient(await loadedProgram());
});

/** What publishes something, by the program. */
const publishes = ({ action, resource, caller }: CallRecord) =>
  caller !== "operator" &&
  (/^(glue:BatchCreatePartition|redshift-data:ExecuteStatement)$/.test(action) ||
    (action === "s3:PutObject" && /\/(rows|rejects|commits|reports)\//.test(resource)));

describe("a replay while a region is down", () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await Pipeline.start(graph);
  });
  afterEach(() => pipeline.host.faults.clear());
  afterAll(async () => await pipeline?.[Symbol.asyncDispose]());

  const cases: readonly (readonly [what: string, role: "near" | "far", rule: FaultRule])[] = [
    ["refuses what is staged", "far", { action: "s3:PutObject", resource: "*/staging/*", answer: "unavailable" }],
    ["writes no commit record", "far", { action: "s3:PutObject", resource: "*/record.json", answer: "reset" }],
    ["writes no commit record", "near", { action: "s3:PutObject", resource: "*/record.json", answer: "reset" }],
    ["has no warehouse", "near", { service: "redshift-data", answer: "unavailable" }],
  ];

  it.each(cases)(
    "that %s, the %s one, is published in the other, and a retry does the rest",
    async (what, role, rule) => {
      const mark = `${what} ${role}`;
      const [region, other] = role === "near" ? [pipeline.near, pipeline.far] : [pipeline.far, pipeline.near];
      const landed = await pipeline.run(birdstrikes, `${mark}.csv`, files.birdstrikes(mark));
      expect(landed.status).toBe("SUCCEEDED");
      pipeline.host.faults.add({ ...rule, region });
      const { run, ended } = await replayAs(pipeline.target, landed.run, corrections(mark));
      expect(await ended).toMatchObject({ status: "FAILED" });
      pipeline.host.faults.clear();
      pipeline.landed.set(landed.key, mended(landed, mark));
      const calls = pipeline.calls.length;
      expect(await pipeline.retry({ run }, region)).toMatchObject({ status: "SUCCEEDED" });
      await expectFaultless(pipeline);
      expect(pipeline.calls.slice(calls).filter((call) => call.region === other && publishes(call))).toEqual([]);
    },
  );

  it("whose run it has not published is refused there, until that is retried", async () => {
    const mark = "early";
    pipeline.host.faults.add({
      action: "s3:PutObject",
      resource: "*/record.json",
      answer: "reset",
      region: pipeline.far,
    });
    const landed = await pipeline.run(birdstrikes, "early.csv", files.birdstrikes(mark));
    expect(landed.status).toBe("FAILED");
    pipeline.host.faults.clear();
    const { run, ended } = await replayAs(pipeline.target, landed.run, corrections(mark));
    expect(await ended).toMatchObject({ status: "FAILED", error: "replay.early" });
    expect(await pipeline.retry(landed, pipeline.far)).toMatchObject({ status: "SUCCEEDED" });
    expect(await pipeline.retry({ run }, pipeline.far)).toMatchObject({ status: "SUCCEEDED" });
    pipeline.landed.set(landed.key, mended(landed, mark));
    await expectFaultless(pipeline);
  });
});

describe("a host that is killed in a replay", () => {
  let folder: string;
  let graphFile: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sluice-replay-kills-"));
    graphFile = join(folder, "graph.json");
    await saveGraph(graph, graphFile);
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  const seldom = process.env.SLUICE_SOAK === "1" ? [/^csv-lake\.Verify$/, /^csv-lake-far\.Register$/] : [];
  const killedAt = [/^csv-lake-near\.Commit$/, /^csv-lake-near\.Finish$/, ...seldom];

  it("has it told of in a mail, and a retry on the next host comes to what a faultless replay leaves", async () => {
    const landed = new Map<string, Landed>();
    const left: string[] = [];
    for (const [index, pattern] of killedAt.entries()) {
      await using host = await KillableHost.start(graphFile, join(folder, "state"));
      await expectRecovered(
        host,
        left.splice(0).map((run) => [run, {}] as const),
      );
      const mark = `k${index}`;
      const version = await landVersion(host.target, birdstrikes, `${mark}.csv`, files.birdstrikes(mark));
      expect(await hasEnded(host, { run: version.run, attempt: 0 }, AbortSignal.timeout(120_000))).toBe(true);
      landed.set(version.key, mended(version, mark));
      const state = statesOf(graph).find((each) => pattern.test(shortState(each)));
      await host.arm({ state: state ?? "" });
      const { run, ended } = await replayAs(host.target, version.run, corrections(mark));
      await Promise.race([host.end(), ended.catch(() => host.end())]);
      expect([state, host.signal]).toEqual([state, "SIGKILL"]);
      left.push(run);
    }
    await using last = await KillableHost.start(graphFile, join(folder, "state"));
    await expectRecovered(
      last,
      left.map((run) => [run, {}] as const),
    );
    await expectFaultless({ target: last.target, landed });
  }, 400_000);
});
