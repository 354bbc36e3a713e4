import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AthenaQueries } from "../../../local/cli/traffic/AthenaQueries.ts";
import { recordOf } from "../../jobs/traffic/support/TrafficRecord.ts";
import { expectRows } from "./support/expectRows.ts";
import type { TrafficClient } from "./support/TrafficClient.ts";
import { type TrafficHost, trafficHost } from "./support/trafficHost.ts";

let traffic: TrafficHost;
let client: TrafficClient;
beforeAll(async () => {
  traffic = await trafficHost();
  client = traffic.client;
}, 300_000);
afterAll(async () => await traffic[Symbol.asyncDispose]());

const limit = 600_000;
const march = { year: 2024, month: 3, day: 12 };
const isOfMarch12 = (key: string) => key.includes("/year=2024/month=3/day=12/");

describe("a day of traffic", () => {
  it(
    "is filed by the local hours of its measurements, each row as the model has it",
    async () => {
      await client.deliver("2024-03-12", 1);
      const ended = await client.run(march);
      expect(ended).toMatchObject({ status: "SUCCEEDED", output: { days: ["2024-03-12"] } });
      const partitions = await client.partitions();
      expect([...partitions.keys()].sort()).toEqual(hoursOf("2024/3/12"));
      expectRows(await client.rows(), client.modelRows("2024-03-12"));
    },
    limit,
  );

  it(
    "is what Athena answers from",
    async () => {
      const { table } = client.pipeline;
      const athena = new AthenaQueries(client.target, client.pipeline);
      const sql = `SELECT hour, count(*) AS n, max(recorded_at) AS last, sum(lanes) AS lanes FROM ${table} GROUP BY hour ORDER BY hour`;
      const { rows } = await athena.run(sql);
      const hours = [...Map.groupBy(client.modelRows("2024-03-12"), ({ hour }) => Number(hour))];
      const expected = hours
        .sort(([a], [b]) => a - b)
        .map(([hour, found]) => ({
          hour: String(hour),
          n: String(found.length),
          last: athenaTime(found.map(({ recorded_at }) => recorded_at as Date)),
          lanes: String(found.reduce((sum, { lanes }) => sum + Number(lanes), 0)),
        }));
      expect(rows).toEqual(expected);
    },
    limit,
  );

  it(
    "has the same rows, once, when it is filed again, with what came late, and no older files are left",
    async () => {
      const [before, files] = [await client.rows(), await client.files()];
      expect(await client.run(march)).toMatchObject({ status: "SUCCEEDED" });
      const again = await client.files();
      expectRows(await client.rows(), before);
      expect(again.filter((key) => files.includes(key))).toEqual([]);

      const [lane = 0] = Object.values(client.lanes)[0] ?? [];
      const late = ["11:00", "11:01", "22:59"].map((time) =>
        recordOf(lane, `2024-03-12T${time}:00.000Z`, 0, { arrivedAt: "2024-03-13T09:00:00.000Z" }),
      );
      await client.deliverRecords("late", late);
      expect(await client.run(march)).toMatchObject({ status: "SUCCEEDED" });
      const rows = await client.rows();
      expectRows(rows, client.modelRows("2024-03-12"));
      expect(rows.length).toBeGreaterThanOrEqual(before.length);
      expect(rows).not.toEqual(before);
      expect((await client.files()).filter((key) => again.includes(key))).toEqual([]);
    },
    limit,
  );

  it(
    "of 25 hours has 24 partitions, the repeated hour in one",
    async () => {
      await client.deliver("2024-10-27", 1);
      expect(await client.run({ year: 2024, month: 10, day: 27 })).toMatchObject({ status: "SUCCEEDED" });
      const partitions = [...(await client.partitions()).keys()].filter((hour) => hour.startsWith("2024/10/"));
      expect(partitions.sort()).toEqual(hoursOf("2024/10/27"));
      const rows = (await client.rows()).filter(({ month }) => month === 10n);
      expectRows(rows, client.modelRows("2024-10-27"));
      const minutes = rows.filter(({ hour }) => hour === 2n).map(({ recorded_at }) => Number(recorded_at));
      expect(new Set(minutes).size).toBe(120);
    },
    limit,
  );
});

describe("six days of traffic", () => {
  it(
    "are written by two statements, whose rows are the model's at the boundary too",
    async () => {
      await client.deliver("2024-05-01", 6);
      const from = traffic.calls.length;
      const ended = await client.run({ from: "2024-05-01", to: "2024-05-06" });
      expect(ended).toMatchObject({ status: "SUCCEEDED", output: { days: expect.objectContaining({ length: 6 }) } });
      const queries = traffic.calls.slice(from).filter(({ action }) => action === "athena:StartQueryExecution");
      expect(queries).toHaveLength(2);
      const rows = (await client.rows()).filter(({ month }) => month === 5n);
      expectRows(rows, client.modelRows("2024-05-01", "2024-05-06"));
      expect((await client.files()).filter(isOfMarch12)).not.toEqual([]);
    },
    limit,
  );
});

function hoursOf(day: string): string[] {
  return Array.from({ length: 24 }, (_, hour) => `${day}/${hour}`).sort();
}

function athenaTime(times: readonly Date[]): string {
  const last = new Date(Math.max(...times.map(Number)));
  return last.toISOString().replace("T", " ").replace("Z", "");
}
