import { beforeAll, describe, expect, it } from "vitest";
import { listObjects } from "../../../jobs/s3/listObjects.ts";
import type { PlanIdentity } from "../../../jobs/traffic/PlanIdentity.ts";
import { runningTraffic } from "../shared/runningTraffic.ts";
import { resultRows, StatementFiles } from "./support/StatementFiles.ts";

const traffic = runningTraffic();
let build: typeof import("../../../lambdas/build-query/handler.ts").handler;
let stage: typeof import("../../../lambdas/stage-days/handler.ts").handler;
let commit: typeof import("../../../lambdas/commit/handler.ts").handler;
beforeAll(async () => {
  ({ handler: build } = await import("../../../lambdas/build-query/handler.ts"));
  ({ handler: stage } = await import("../../../lambdas/stage-days/handler.ts"));
  ({ handler: commit } = await import("../../../lambdas/commit/handler.ts"));
});

const range = { from: "2024-03-30", to: "2024-03-31" };
const planOf = (name: string, startedAt: string, attempt = 0): PlanIdentity => ({
  run: `traffic-${name.repeat(32)}`,
  ...{ attempt, startedAt },
});

/** Writes the range in these hours of each day, and publishes those days of it that the plan has not finished. */
async function run(
  plan: PlanIdentity,
  hours: Readonly<Record<number, readonly number[]>>,
  publish = 2,
): Promise<string[]> {
  const { days } = await build({ plan, range });
  const files = new StatementFiles(traffic.lake);
  for (const [day, ofDay] of Object.entries(hours)) {
    for (const hour of ofDay) await files.write(`year=2024/month=3/day=${day}/hour=${hour}`, resultRows(1));
  }
  const staged = await stage({ plan, days, manifest: await files.list(), query: files.query });
  const status: string[] = [];
  for (const each of staged.slice(0, publish)) {
    status.push(((await commit(each)) as { status: string }).status);
    if (status.at(-1) !== "superseded") await commit({ ...each, finish: true });
  }
  return status;
}

/** Partitions of the files that are published, and the plan of each by the attempt in its name. */
async function published(): Promise<string[]> {
  const listed = await listObjects(traffic.lake, "rows/");
  return listed
    .map(({ key }) =>
      key.replace(/^rows\/traffic_speeds\/year=2024\/month=3\//, "").replace(/\/traffic.*-(\d+)-\d+\.parquet$/, " $1"),
    )
    .sort();
}

describe("publishing the days of a plan", () => {
  it("replaces a day that is run again, one that has fewer hours or none too, and leaves other days", async () => {
    const first = planOf("a", "2024-04-01T00:00:00.000Z");
    expect(await run(first, { 30: [0, 1], 31: [5] })).toEqual(["published", "published"]);
    expect(await published()).toEqual(["day=30/hour=0 0", "day=30/hour=1 0", "day=31/hour=5 0"]);
    const second = planOf("b", "2024-04-02T00:00:00.000Z");
    expect(await run(second, { 30: [1], 31: [9] }, 1)).toEqual(["published"]);
    expect(await published()).toEqual(["day=30/hour=1 0", "day=31/hour=5 0"]);
    const third = planOf("c", "2024-04-03T00:00:00.000Z");
    expect(await run(third, { 31: [6] })).toEqual(["published", "published"]);
    expect(await published()).toEqual(["day=31/hour=6 0"]);
  });

  it("does the days alone that an interrupted attempt left, once it is resumed", async () => {
    const plan = planOf("d", "2024-05-01T00:00:00.000Z");
    await run(plan, { 30: [0], 31: [0] }, 1);
    const resumed = { ...plan, attempt: 1 };
    expect((await build({ plan: resumed, range })).days).toEqual(["2024-03-31"]);
    expect(await run(resumed, { 30: [0], 31: [0] })).toEqual(["published"]);
    expect(await published()).toEqual(["day=30/hour=0 0", "day=31/hour=0 1"]);
    expect(await build({ plan: { ...plan, attempt: 2 }, range })).toMatchObject({ done: true });
  });

  it("publishes nothing of an older plan over a newer one's rows", async () => {
    const [older, newer] = [planOf("e", "2024-06-01T00:00:00.000Z"), planOf("f", "2024-06-02T00:00:00.000Z")];
    const files = new StatementFiles(traffic.lake);
    await files.write("year=2024/month=3/day=30/hour=7", resultRows(1));
    const input = { plan: older, days: ["2024-03-30"], manifest: await files.list(), query: files.query };
    const [late] = await stage(input);
    await run(newer, { 30: [8], 31: [8] });
    if (late === undefined) throw new Error("a day was asked for");
    expect(await commit(late)).toMatchObject({ status: "superseded" });
    expect(await published()).toEqual(["day=30/hour=8 0", "day=31/hour=8 0"]);
  });
});
