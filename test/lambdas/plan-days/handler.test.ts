import { CreatePartitionCommand, GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { AskedDays, Resumed } from "../../../lambdas/plan-days/PlanInput.ts";
import { runningTraffic } from "../shared/runningTraffic.ts";

const traffic = runningTraffic();
let handler: typeof import("../../../lambdas/plan-days/handler.ts").handler;

beforeAll(async () => {
  ({ handler } = await import("../../../lambdas/plan-days/handler.ts"));
  await arrive("year=2024/month=3/day=29/hour=7");
  await arrive("year=2024/month=3/day=30/hour=23");
  await arrive("year=2024/month=4/day=1/hour=22");
  for (const day of [2, 3, 4, 5]) await arrive(`year=2024/month=4/day=${day}/hour=8`);
});
afterEach(() => {
  vi.stubEnv("SLUICE_RAW_DATABASE", "agreeing");
  vi.stubEnv("SLUICE_ZONE", "Europe/Brussels");
});

async function arrive(folder: string): Promise<void> {
  const { s3, bucket: Bucket } = traffic.raw;
  await s3.send(new PutObjectCommand({ Bucket, Key: `traffic_raw/${folder}/a.csv.gz`, Body: "x" }));
}

const startedAt = "2024-04-06T01:00:00Z";
const plan = (asked: AskedDays, resume: Resumed = {}, started = startedAt) =>
  handler({ asked, name: "by-hand", startedAt: started, resume });

describe("planning days", () => {
  it("takes yesterday in the zone where no day is asked for", async () => {
    expect(await plan({})).toMatchObject({ days: ["2024-04-05"], startedAt: "2024-04-06T01:00:00.000Z" });
    expect(await plan({}, {}, "2024-04-05T22:30:00Z")).toMatchObject({ days: ["2024-04-05"] });
    expect(await plan({ year: null, from: null }, {}, "2024-04-05T21:30:00Z")).toMatchObject({ days: ["2024-04-04"] });
  });

  it("takes one day, or splits a range into statements of at most four days", async () => {
    expect(await plan({ year: 2024, month: 3, day: 29 })).toMatchObject({
      ranges: [{ from: "2024-03-29", to: "2024-03-29" }],
      days: ["2024-03-29"],
    });
    await arrive("year=2024/month=4/day=1/hour=9");
    expect(await plan({ from: "2024-04-01", to: "2024-04-05" })).toMatchObject({
      ranges: [
        { from: "2024-04-01", to: "2024-04-04" },
        { from: "2024-04-05", to: "2024-04-05" },
      ],
      days: ["2024-04-01", "2024-04-02", "2024-04-03", "2024-04-04", "2024-04-05"],
    });
  });

  it("is a plan of its own by the execution's name, or the one that it resumes", async () => {
    const own = await plan({});
    expect(own).toMatchObject({ run: expect.stringMatching(/^traffic-[0-9a-f]{32}$/), attempt: 0 });
    expect(await plan({})).toEqual(own);
    const resumed = await handler({
      ...{ asked: {}, name: "another", startedAt: "2024-04-09T00:00:00Z" },
      resume: { run: own.run, attempt: 1, startedAt: own.startedAt },
    });
    expect(resumed).toEqual({ ...own, attempt: 1 });
  });

  it("refuses what is neither a day nor a range", async () => {
    const asked: AskedDays[] = [
      { year: 2024, month: 3 },
      { from: "2024-03-29" },
      { year: 2024, month: 3, day: 29, from: "2024-03-29", to: "2024-03-29" },
      { year: 2024, month: 2, day: 30 },
      { from: "2024-03-30", to: "2024-03-29" },
    ];
    for (const each of asked) await expect(plan(each)).rejects.toMatchObject({ code: "traffic.bad_range" });
  });

  it("refuses to resume what is no plan", async () => {
    const resumes: Resumed[] = [{ run: "traffic-1" }, { attempt: -1 }, { attempt: 0.5 }, { startedAt: "yesterday" }];
    for (const each of resumes) await expect(plan({}, each)).rejects.toMatchObject({ code: "traffic.bad_resume" });
  });

  it("refuses a day that is not over in the zone", async () => {
    const asked = { year: 2024, month: 4, day: 5 };
    await expect(plan(asked, {}, "2024-04-05T21:59:59Z")).rejects.toMatchObject({ code: "traffic.day_not_over" });
    expect(await plan(asked, {}, "2024-04-05T22:00:00Z")).toMatchObject({ days: ["2024-04-05"] });
  });

  it("names the days of which no raw file arrived in their own hours", async () => {
    const asked = { from: "2024-03-28", to: "2024-03-31" };
    await expect(plan(asked)).rejects.toMatchObject({
      code: "traffic.no_raw_data",
      message: expect.stringContaining("on 2024-03-28, 2024-03-30;") as unknown,
    });
  });

  it("goes by the hours of a zone's day, which may begin within an hour of arrival", async () => {
    vi.stubEnv("SLUICE_ZONE", "Asia/Kolkata");
    await arrive("year=2024/month=2/day=9/hour=18");
    expect(await plan({ from: "2024-02-09", to: "2024-02-10" })).toMatchObject({ days: ["2024-02-09", "2024-02-10"] });
  });

  it("tells of a table that the crawler has not made", async () => {
    vi.stubEnv("SLUICE_RAW_DATABASE", "empty");
    await expect(plan({})).rejects.toMatchObject({ code: "traffic.not_crawled" });
  });

  it("names every column that drifted, and lets further ones be", async () => {
    vi.stubEnv("SLUICE_RAW_DATABASE", "drifted");
    const failed = await plan({}).catch((error: Error) => error);
    expect(failed).toMatchObject({ code: "traffic.schema_drift" });
    expect((failed as Error).message).toMatch(
      /currentSpeed is missing; uniqueId is string, not bigint; the partition keys are partition_0 string, not year/,
    );
  });
});

describe("raw files of an hour", () => {
  let glue: GlueClient;
  let columns: string[];
  beforeAll(async () => {
    glue = new GlueClient(traffic.running.host.clientConfig("eu-west-1"));
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName: "agreeing", Name: "traffic_raw" }));
    columns = (Table?.StorageDescriptor?.Columns ?? []).map(({ Name = "" }) => Name);
    await arrive("year=2024/month=1/day=17/hour=9");
  });
  afterAll(() => glue.destroy());

  /** 2024-01-17 in Brussels reads what arrived from 03:00 of the day before to 22:59 of the day behind it, in UTC. */
  const january = { year: 2024, month: 1, day: 17 };
  const folderOf = (day: number, hour: number) => `year=2024/month=1/day=${day}/hour=${hour}`;

  async function crawled(day: number, hour: number, names: readonly string[]): Promise<void> {
    await arrive(folderOf(day, hour));
    const StorageDescriptor = { Columns: names.map((Name) => ({ Name, Type: "bigint" })) };
    const PartitionInput = { Values: ["2024", "1", String(day), String(hour)], StorageDescriptor };
    await glue.send(new CreatePartitionCommand({ DatabaseName: "agreeing", TableName: "traffic_raw", PartitionInput }));
  }
  const gone = async (day: number, hour: number) => {
    const { s3, bucket: Bucket } = traffic.raw;
    await s3.send(new DeleteObjectCommand({ Bucket, Key: `traffic_raw/${folderOf(day, hour)}/a.csv.gz` }));
  };
  const drift = async (): Promise<string> => {
    const failed: Error & { code?: string } = await plan(january).then(
      () => expect.unreachable("it was planned"),
      (error: Error) => error,
    );
    expect(failed.code).toBe("traffic.schema_drift");
    return failed.message;
  };

  it("may have the table's columns, or lack the last of those that the contract does not know", async () => {
    await crawled(17, 9, columns);
    await crawled(17, 10, columns.slice(0, -1));
    expect(columns.at(-1)).toBe("remark");
    expect(await plan(january)).toMatchObject({ days: ["2024-01-17"] });
  });

  it("are named where they lack a column, from the first hour that is read to the last, and others are not", async () => {
    const lacking = columns.filter((name) => name !== "bezettingsgraad");
    await crawled(16, 2, lacking);
    await crawled(18, 23, lacking);
    expect(await plan(january)).toMatchObject({ days: ["2024-01-17"] });
    await crawled(16, 3, lacking);
    await crawled(18, 22, lacking);
    expect(await drift()).toContain(": those of 2024-01-16T03Z, 2024-01-18T22Z lack bezettingsgraad;");
    await gone(16, 3);
    await gone(18, 22);
    expect(await plan(january)).toMatchObject({ days: ["2024-01-17"] });
  });

  it("are named where they lack the contract's last column, which would be read as empty", async () => {
    await crawled(17, 11, columns.slice(0, columns.indexOf("originaltimestamp")));
    expect(await drift()).toContain("those of 2024-01-17T11Z lack originalTimestamp;");
    await gone(17, 11);
  });

  it("are named where their columns are in another order, with both, and those beyond the fourth are counted", async () => {
    const [first = "", second = "", ...rest] = columns;
    for (const hour of [12, 13, 14, 15, 16, 17]) await crawled(17, hour, [second, first, ...rest]);
    const listed = "2024-01-17T12Z, 2024-01-17T13Z, 2024-01-17T14Z, 2024-01-17T15Z and 2 more";
    expect(await drift()).toContain(
      `those of ${listed} have the columns currentspeed, uniqueid, ${rest.join(", ")}, where the table has ${columns.join(", ")};`,
    );
    for (const hour of [12, 13, 14, 15, 16, 17]) await gone(17, hour);
    expect(await plan(january)).toMatchObject({ days: ["2024-01-17"] });
  });

  it("are all looked at, however many hours a range has", async () => {
    const days = Array.from({ length: 60 }, (_, index) => new Date(Date.UTC(2023, 9, 1 + index)));
    for (const day of days) await arrive(`year=2023/month=${day.getUTCMonth() + 1}/day=${day.getUTCDate()}/hour=9`);
    const PartitionInput = { Values: ["2023", "11", "29", "9"], StorageDescriptor: { Columns: [] } };
    await glue.send(new CreatePartitionCommand({ DatabaseName: "agreeing", TableName: "traffic_raw", PartitionInput }));
    await expect(plan({ from: "2023-10-01", to: "2023-11-29" })).rejects.toMatchObject({
      code: "traffic.schema_drift",
      message: expect.stringContaining("those of 2023-11-29T09Z lack uniqueId, originalTimestamp,") as unknown,
    });
  });
});
