import { S3Client } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { lineageOf } from "../../../jobs/lineage/lineageOf.ts";
import { finish } from "../../../lambdas/commit/finish.ts";
import { publish } from "../../../lambdas/commit/publish.ts";
import { type StagedVersion, stagedVersion } from "../../lambdas/commit/support/stagedVersion.ts";
import { landingBucket, runningLakes } from "../../lambdas/shared/runningLakes.ts";

const lakes = runningLakes();
const key = "things/a.csv";
let first: StagedVersion;
let second: StagedVersion;
let third: StagedVersion;

/** Two versions published in both regions, a third in one that has not finished it; and another object's. */
beforeAll(async () => {
  for (const lake of [lakes.near, lakes.far]) {
    first = await stagedVersion(lake, { key, sequencer: "0A", years: [2023, 2024] });
    second = await stagedVersion(lake, { key, sequencer: "0B", years: [2024] });
    third = await stagedVersion(lake, { key, sequencer: "0C", years: [2025] });
    const other = await stagedVersion(lake, { key: "things/b.csv", sequencer: "0A", years: [2023] });
    for (const each of [first, other, second]) {
      await publish(lake, each.run, each.staging);
      await finish(lake, each.run, each.staging);
    }
  }
  await publish(lakes.near, third.run, third.staging);
});

const ask = (question: Parameters<typeof lineageOf>[2], regions = [lakes.near, lakes.far]) =>
  lineageOf(regions, "things", question);
const named = ({ run }: StagedVersion) => ({ run: run.run, attempt: 0, committedAt: expect.any(String) });

describe("the lineage of a source object", () => {
  it("tells each version that was published, the newest first, with files and what replaced it, by region", async () => {
    const { versions, unanswered } = await ask({ source: { bucket: landingBucket, key } });
    expect(unanswered).toEqual({});
    expect(versions.map(({ run }) => run)).toEqual([third.run.run, second.run.run, first.run.run]);
    const [newest, middle, oldest] = versions;
    expect(newest?.regions).toMatchObject({
      "eu-west-1": { state: "current", finishedAt: null, replaced: named(second), replacedBy: null },
    });
    expect(newest?.regions["eu-central-1"]).toBeUndefined();
    expect(middle).toMatchObject({
      ...{ versionId: "v-0B", engine: "inline", contract: "c", read: 1, written: 1, rejected: 0 },
      regions: {
        "eu-west-1": { state: "replaced", replaced: named(first), replacedBy: named(third) },
        "eu-central-1": { state: "current", replaced: named(first), replacedBy: null },
      },
    });
    expect(oldest?.regions["eu-central-1"]).toMatchObject({ state: "replaced", replacedBy: named(second) });
    expect(oldest?.regions["eu-central-1"]?.files?.map((file) => [file.key, file.rows])).toEqual(
      first.keys.map((each) => [each, 1]),
    );
  });

  it("can be asked by a run, finished or not", async () => {
    for (const each of [first, third]) {
      const { versions } = await ask({ run: each.run.run });
      expect(versions.map(({ run }) => run)).toEqual([each.run.run]);
    }
  });

  it("is empty for what was never published", async () => {
    expect(await ask({ run: "things-0" })).toEqual({ versions: [], unanswered: {} });
    expect(await ask({ source: { bucket: landingBucket, key: "things/none.csv" } })).toMatchObject({ versions: [] });
  });

  it("names a region that does not answer, and tells what the other knows", async () => {
    const s3 = new S3Client({ ...lakes.running.host.clientConfig("eu-central-1"), endpoint: "http://127.0.0.1:1" });
    const { versions, unanswered } = await ask({ run: second.run.run }, [lakes.near, { ...lakes.far, s3 }]);
    expect(Object.keys(versions[0]?.regions ?? {})).toEqual(["eu-west-1"]);
    expect(unanswered).toEqual({ "eu-central-1": expect.stringContaining("ECONNREFUSED") });
  });
});
