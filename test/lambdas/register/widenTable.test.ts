import { GetPartitionsCommand, GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerPartitions } from "../../../lambdas/register/registerPartitions.ts";
import { widenTable } from "../../../lambdas/register/widenTable.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";

const running = runningHost();
let glue: GlueClient;
beforeAll(() => {
  glue = new GlueClient(running.host.clientConfig("eu-west-1"));
});
afterAll(() => glue.destroy());

const names = { DatabaseName: "lake", Name: "readings" };
const read = async () => ({ ...(await glue.send(new GetTableCommand(names))).Table, ...names });
const columns = async () => (await read()).StorageDescriptor?.Columns?.map(({ Name, Type }) => [Name, Type]) ?? [];
const text = (name: string) => ({ name, type: "varchar(65535)" });

describe("widening a table", () => {
  it("loses no column of those that widen at once the table that the program made", async () => {
    const many = Array.from({ length: 12 }, (_, index) => `first_${String(index).padStart(2, "0")}`);
    await Promise.all(many.map((name) => widenTable(glue, read, [text(name)])));
    expect((await columns()).map(([name]) => name).toSorted()).toEqual([...many, "sensor_id"]);
  });

  it("adds what it lacks behind its own columns, and keeps all that it has", async () => {
    const before = await columns();
    await widenTable(glue, read, [text("total"), text("lane_count")]);
    const wider = [...before, ["total", "varchar(65535)"], ["lane_count", "varchar(65535)"]];
    expect(await columns()).toEqual(wider);
    await widenTable(glue, read, [text("total")]);
    expect(await columns()).toEqual(wider);
    expect(await read()).toMatchObject({ PartitionKeys: [{ Name: "year" }], TableType: "EXTERNAL_TABLE" });
  });

  it("gives a column the type that its contract has now", async () => {
    await widenTable(glue, read, [{ name: "total", type: "bigint" }]);
    expect(await columns()).toContainEqual(["total", "bigint"]);
  });

  it("loses no column of two that widen it at once", async () => {
    const many = Array.from({ length: 3 }, (_, index) => `at_once_${index}`);
    await Promise.all(many.map((name) => widenTable(glue, read, [text(name)])));
    expect((await columns()).map(([name]) => name)).toEqual(expect.arrayContaining(many));
  });

  it("gives partitions that are there its columns where it is asked to", async () => {
    const partitions = [{ values: ["2031"], location: "s3://lake/rows/readings/year=2031/" }];
    const columnsOfPartition = async () => {
      const { Partitions = [] } = await glue.send(
        new GetPartitionsCommand({ DatabaseName: names.DatabaseName, TableName: names.Name }),
      );
      const found = Partitions.find(({ Values }) => Values?.[0] === "2031");
      return found?.StorageDescriptor?.Columns?.map(({ Name }) => Name);
    };
    expect(await registerPartitions(glue, await read(), partitions, false)).toBe(1);
    const table = await widenTable(glue, read, [text("newest")]);
    expect(await registerPartitions(glue, table, partitions, false)).toBe(0);
    expect(await columnsOfPartition()).not.toContain("newest");
    expect(await registerPartitions(glue, table, partitions, true)).toBe(0);
    expect(await columnsOfPartition()).toContain("newest");
  });
});
