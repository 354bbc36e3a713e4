import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectRows } from "./support/expectRows.ts";
import { type TrafficHost, trafficHost } from "./support/trafficHost.ts";

let traffic: TrafficHost;

beforeAll(async () => {
  traffic = await trafficHost(undefined, "spark");
  await traffic.client.deliver("2024-03-30", 3);
}, 120_000);
afterAll(() => traffic?.[Symbol.asyncDispose]());

describe("days of traffic that a Spark job rewrites", () => {
  it("have the model's rows, the day without its third hour too, and are replaced when they are run again", async () => {
    const days = { from: "2024-03-30", to: "2024-03-31" };
    expect(await traffic.client.run(days)).toMatchObject({ status: "SUCCEEDED" });
    const expected = traffic.client.modelRows("2024-03-30", "2024-03-31");
    expectRows(await traffic.client.rows(), expected);
    expect((await traffic.client.partitions()).size).toBe(47);
    expect(await traffic.client.run({ year: 2024, month: 3, day: 31 })).toMatchObject({ status: "SUCCEEDED" });
    expectRows(await traffic.client.rows(), expected);
  }, 300_000);
});
