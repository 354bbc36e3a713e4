import * as glue from "@aws-sdk/client-glue";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../fixtures/runningHost.ts";

const running = runningHost();
let client: glue.GlueClient;
const table = { DatabaseName: "lake", TableName: "readings" };
beforeAll(() => {
  client = new glue.GlueClient(running.host.clientConfig("eu-west-1"));
});

const create = (years: string[]) =>
  client.send(
    new glue.BatchCreatePartitionCommand({ ...table, PartitionInputList: years.map((year) => ({ Values: [year] })) }),
  );

describe("the local Glue catalog", () => {
  it("has the databases and tables of the program from the start", async () => {
    const { Database } = await client.send(new glue.GetDatabaseCommand({ Name: "lake" }));
    expect(Database).toMatchObject({ Name: "lake", CatalogId: "000000000000" });
    const { TableList } = await client.send(new glue.GetTablesCommand({ DatabaseName: "lake" }));
    expect(TableList).toMatchObject([{ Name: "readings", PartitionKeys: [{ Name: "year", Type: "int" }] }]);
    const { DatabaseList } = await client.send(new glue.GetDatabasesCommand({}));
    expect(DatabaseList?.map(({ Name }) => Name)).toEqual(["lake"]);
  });

  it("creates partitions, and says which were there before", async () => {
    expect((await create(["2020", "2021"])).Errors).toEqual([]);
    expect((await create(["2021", "2022"])).Errors).toMatchObject([
      { PartitionValues: ["2021"], ErrorDetail: { ErrorCode: "AlreadyExistsException" } },
    ]);
    const PartitionsToGet = ["2022", "1999"].map((year) => ({ Values: [year] }));
    const found = await client.send(new glue.BatchGetPartitionCommand({ ...table, PartitionsToGet }));
    expect(found.Partitions?.map(({ Values }) => Values)).toEqual([["2022"]]);
    await expect(
      client.send(new glue.GetPartitionCommand({ ...table, PartitionValues: ["1999"] })),
    ).rejects.toBeInstanceOf(glue.EntityNotFoundException);
  });

  it("pages through partitions, updates and deletes them", async () => {
    await create(["3001", "3002", "3003"]);
    const years: (string | undefined)[] = [];
    for await (const page of glue.paginateGetPartitions({ client, pageSize: 2 }, table)) {
      years.push(...(page.Partitions ?? []).map(({ Values }) => Values?.[0]));
    }
    expect(years).toEqual(expect.arrayContaining(["3001", "3002", "3003"]));
    expect(new Set(years).size).toBe(years.length);
    const PartitionInput = { Values: ["3001"], Parameters: { rows: "7" } };
    await client.send(new glue.UpdatePartitionCommand({ ...table, PartitionValueList: ["3001"], PartitionInput }));
    const { Partition } = await client.send(new glue.GetPartitionCommand({ ...table, PartitionValues: ["3001"] }));
    expect(Partition?.Parameters).toEqual({ rows: "7" });
    const PartitionsToDelete = ["3001", "1999"].map((year) => ({ Values: [year] }));
    const { Errors } = await client.send(new glue.BatchDeletePartitionCommand({ ...table, PartitionsToDelete }));
    expect(Errors).toMatchObject([{ PartitionValues: ["1999"] }]);
  });

  it("refuses more than 100 partitions a call, and values that do not fit the keys", async () => {
    const many = Array.from({ length: 101 }, (_, n) => String(n));
    await expect(create(many)).rejects.toMatchObject({ name: "ValidationException" });
    const PartitionInputList = [{ Values: ["1", "2"] }];
    const misfit = client.send(new glue.BatchCreatePartitionCommand({ ...table, PartitionInputList }));
    await expect(misfit).rejects.toBeInstanceOf(glue.InvalidInputException);
  });

  it("creates and updates tables, in their region only", async () => {
    const TableInput = { Name: "Made", Description: "one" };
    await client.send(new glue.CreateTableCommand({ DatabaseName: "lake", TableInput }));
    const twice = client.send(new glue.CreateTableCommand({ DatabaseName: "lake", TableInput }));
    await expect(twice).rejects.toBeInstanceOf(glue.AlreadyExistsException);
    await client.send(
      new glue.UpdateTableCommand({ DatabaseName: "lake", TableInput: { Name: "made", Description: "two" } }),
    );
    const { Table } = await client.send(new glue.GetTableCommand({ DatabaseName: "lake", Name: "made" }));
    expect(Table).toMatchObject({ Name: "made", Description: "two" });
    const far = new glue.GlueClient(running.host.clientConfig("eu-central-1"));
    const elsewhere = far.send(new glue.GetTableCommand({ DatabaseName: "lake", Name: "made" }));
    await expect(elsewhere).rejects.toBeInstanceOf(glue.EntityNotFoundException);
  });

  it("refuses to update a version of a table that is not the newest, from the program's own on", async () => {
    const read = () => client.send(new glue.GetTableCommand({ DatabaseName: "lake", Name: "readings" }));
    const { VersionId } = (await read()).Table ?? {};
    const update = () =>
      client.send(
        new glue.UpdateTableCommand({
          DatabaseName: "lake",
          TableInput: { Name: "readings", Description: "newer" },
          VersionId,
        }),
      );
    expect(VersionId).toBe("0");
    await update();
    expect((await read()).Table).toMatchObject({ VersionId: "1", Description: "newer" });
    await expect(update()).rejects.toBeInstanceOf(glue.ConcurrentModificationException);
  });

  it("has a table of the program as the program says after a restart, but for the changes that it ignores", async () => {
    const Columns = [
      { Name: "sensor_id", Type: "string" },
      { Name: "added", Type: "bigint" },
    ];
    const TableInput = {
      Name: "readings",
      Description: "by hand",
      StorageDescriptor: { Columns, Location: "s3://by/hand/" },
    };
    await client.send(new glue.UpdateTableCommand({ DatabaseName: "lake", TableInput }));
    await running.restart();
    client = new glue.GlueClient(running.host.clientConfig("eu-west-1"));
    const { Table } = await client.send(new glue.GetTableCommand({ DatabaseName: "lake", Name: "readings" }));
    expect(Table).not.toHaveProperty("Description");
    expect(Table?.StorageDescriptor).toMatchObject({ Columns, Location: expect.stringMatching(/\/readings\/$/) });
  });

  it("keeps partitions across a restart", async () => {
    await create(["4000"]);
    await running.restart();
    client = new glue.GlueClient(running.host.clientConfig("eu-west-1"));
    const { Partition } = await client.send(new glue.GetPartitionCommand({ ...table, PartitionValues: ["4000"] }));
    expect(Partition?.Values).toEqual(["4000"]);
  });
});
