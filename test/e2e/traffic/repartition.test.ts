import { GetPartitionsCommand } from "@aws-sdk/client-glue";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TrafficHost, trafficHost } from "./support/trafficHost.ts";

let traffic: TrafficHost;
beforeAll(async () => {
  traffic = await trafficHost();
});
afterAll(async () => await traffic.close());

it("files a day by the hours of its measurements", async () => {
  await traffic.deliver("2024-03-12", 2, 40);
  const ended = await traffic.run({ year: 2024, month: 3, day: 12 });
  expect(ended).toEqual({ ...ended, status: "SUCCEEDED", error: undefined, cause: undefined });
  const { Partitions = [] } = await traffic.glue.send(
    new GetPartitionsCommand({
      DatabaseName: traffic.outputs.trafficDatabase,
      TableName: traffic.outputs.trafficTable,
    }),
  );
  expect(Partitions).toHaveLength(24);
});
