import { beforeAll, describe, expect, it } from "vitest";
import type { CommitRecord } from "../../../core/commit/CommitRecord.ts";
import { layout } from "../../../core/commit/layout.ts";
import { sourceFolder } from "../../../core/commit/sourceFolder.ts";
import { putJson } from "../../../jobs/s3/putJson.ts";
import { daySource } from "../../../jobs/traffic/daySource.ts";
import { runningTraffic } from "../shared/runningTraffic.ts";

const traffic = runningTraffic();
let handler: typeof import("../../../lambdas/build-query/handler.ts").handler;
beforeAll(async () => {
  ({ handler } = await import("../../../lambdas/build-query/handler.ts"));
});

const plan = { run: `traffic-${"a".repeat(32)}`, attempt: 0, startedAt: "2024-06-01T00:00:00.000Z" };
const range = { from: "2024-04-10", to: "2024-04-13" };
const days = ["2024-04-10", "2024-04-11", "2024-04-12", "2024-04-13"];

/** As a commit of a day leaves it. */
async function commit(day: string, { run, startedAt }: Omit<typeof plan, "attempt">, finished: boolean): Promise<void> {
  const { sequencer, size: _, ...source } = daySource(day, { run, startedAt }, "raw");
  const record: CommitRecord = {
    ...{ source, sequencer, run: `traffic_speeds-${"b".repeat(32)}`, attempt: 0, contract: "c" },
    ...{ read: 0, written: 0, rejected: 0, added: [], files: [], supplements: [], replaced: null },
    committedAt: startedAt,
    finishedAt: finished ? startedAt : null,
  };
  await putJson(traffic.lake, layout.commitRecord("traffic_speeds", sourceFolder(source)), record);
}

describe("building the query of a range", () => {
  it("inserts the whole range into the staging table, from the crawled tables", async () => {
    const { sql, done, days: missing } = await handler({ plan, range });
    expect({ done, missing }).toEqual({ done: false, missing: days });
    expect(sql.split("\n")[0]).toBe('INSERT INTO "lake"."traffic_staging"');
    expect(sql).toContain('FROM "agreeing"."traffic_raw"');
    expect(sql).toContain('JOIN "agreeing"."traffic_locations"');
    expect(sql).toContain("'2024-04-09T22:00:00.000Z'");
    expect(sql).toContain("'2024-04-13T21:59:00.000Z'");
  });

  it("has a token of its own for each attempt and range, and always the same", async () => {
    const { token } = await handler({ plan, range });
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect((await handler({ plan: { ...plan, startedAt: "2024-06-02T00:00:00.000Z" }, range })).token).toBe(token);
    const others = [
      { plan: { ...plan, attempt: 1 }, range },
      { plan: { ...plan, run: `traffic-${"c".repeat(32)}` }, range },
      { plan, range: { from: "2024-04-10", to: "2024-04-12" } },
    ];
    for (const each of others) expect((await handler(each)).token).not.toBe(token);
  });

  it("leaves out days that the plan has finished or a later one has published, and still writes the whole range", async () => {
    const whole = await handler({ plan, range });
    await commit("2024-04-10", plan, true);
    await commit("2024-04-11", plan, false);
    await commit("2024-04-12", { run: `traffic-${"d".repeat(32)}`, startedAt: "2024-05-01T00:00:00.000Z" }, true);
    await commit("2024-04-13", { run: `traffic-${"e".repeat(32)}`, startedAt: "2024-07-01T00:00:00.000Z" }, false);
    expect(await handler({ plan, range })).toEqual({ ...whole, days: ["2024-04-11", "2024-04-12"] });
  });

  it("has nothing to run where nothing is left to do", async () => {
    await commit("2024-04-20", plan, true);
    const single = { from: "2024-04-20", to: "2024-04-20" };
    expect(await handler({ plan, range: single })).toMatchObject({ done: true, days: [], sql: "" });
  });

  it("refuses a range that one statement cannot write", async () => {
    const long = { from: "2024-04-10", to: "2024-04-14" };
    await expect(handler({ plan, range: long })).rejects.toMatchObject({ code: "traffic.bad_range" });
  });
});
