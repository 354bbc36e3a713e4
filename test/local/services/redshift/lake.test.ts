import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
} from "@aws-sdk/client-redshift-data";
import { beforeAll, describe, expect, it } from "vitest";
import { group, near, runningWarehouse } from "./runningWarehouse.ts";

const running = runningWarehouse();
const row = `SELECT 9007199254740993 AS id, 'näh' AS sensor, 3::SMALLINT AS lane, 12 AS vehicles, 1.5::FLOAT AS speed,
  0.1::DOUBLE AS occupancy, 2.50::DECIMAL(9, 2) AS toll, true AS raining, DATE '2020-02-29' AS installed,
  TIMESTAMPTZ '2024-10-27 02:30:00.25+02' AS taken_at, [{ 'column': 'lane', 'reason': 'range' }] AS errors`;

beforeAll(async () => {
  await running.land("rows/readings/year=2024/a.parquet", row);
  await running.land("rows/readings/year=2024/_hidden.parquet", row);
  await running.land("rows/readings/year=2024/.hidden.parquet", row);
  await running.land("rows/readings/year=2024/_temporary/b.parquet", row);
  await running.land("rows/readings/year=2025/part.parquet", "SELECT 2::BIGINT AS id, 'b' AS sensor");
  await running.land("rows/whole/deep/a.parquet", row);
  await running.register("2024");
});

describe("the lake through a warehouse", () => {
  it("has the catalog's types, partition columns last, values as the Data API gives them", async () => {
    const client = running.client();
    const { Id } = await client.send(new ExecuteStatementCommand({ ...group, Sql: "select * from lake.readings" }));
    let status = "";
    while (status !== "FINISHED") {
      status = (await client.send(new DescribeStatementCommand({ Id }))).Status ?? "";
      expect(status).not.toBe("FAILED");
    }
    const { ColumnMetadata, Records, TotalNumRows } = await client.send(new GetStatementResultCommand({ Id }));
    expect(TotalNumRows).toBe(1);
    expect(ColumnMetadata?.map(({ name, typeName }) => `${name} ${typeName}`)).toEqual([
      "id int8",
      "sensor varchar",
      "lane int2",
      "vehicles int4",
      "speed float4",
      "occupancy float8",
      "toll numeric",
      "raining bool",
      "installed date",
      "taken_at timestamp",
      "errors super",
      "year int4",
    ]);
    expect(ColumnMetadata?.[6]).toMatchObject({ precision: 9, scale: 2, nullable: 1 });
    expect(Records?.[0]?.slice(1)).toEqual([
      { stringValue: "näh" },
      { longValue: 3 },
      { longValue: 12 },
      { doubleValue: 1.5 },
      { doubleValue: 0.1 },
      { stringValue: "2.50" },
      { booleanValue: true },
      { stringValue: "2020-02-29" },
      { stringValue: "2024-10-27 00:30:00.25" },
      { stringValue: '[{"column":"lane","reason":"range"}]' },
      { longValue: 2024 },
    ]);
  });

  it("gives whole numbers digit for digit, beyond what JavaScript's numbers hold", async () => {
    const client = running.client();
    const { Id } = await client.send(new ExecuteStatementCommand({ ...group, Sql: "select id from lake.readings" }));
    let body = "";
    while (!body.includes("Records")) {
      const response = await fetch(running.host.endpoint, {
        method: "POST",
        headers: {
          "x-amz-target": "RedshiftData.GetStatementResult",
          authorization: `AWS4-HMAC-SHA256 Credential=operator/20260101/${near}/redshift-data/aws4_request, Signature=x`,
        },
        body: JSON.stringify({ Id }),
      });
      body = await response.text();
    }
    expect(body).toContain('"Records":[[{"longValue":9007199254740993}]]');
  });

  it("shows a partition's rows once it is registered, and not before", async () => {
    const years = "select year, count(*) from lake.readings group by year order by year";
    expect((await running.sql(years)).records).toEqual([[2024, 1]]);
    await running.register("2025");
    expect((await running.sql(years)).records).toEqual([
      [2024, 1],
      [2025, 1],
    ]);
    const lacking = await running.sql("select id, toll, taken_at from lake.readings where year = 2025");
    expect(lacking.records).toEqual([[2, null, null]]);
  });

  it("reads all folders below the location of a table without partitions", async () => {
    expect((await running.sql("select sensor from lake.whole")).records).toEqual([["näh"]]);
  });

  it('says by "$path" which file a row is from, which * does not hold', async () => {
    const { records } = await running.sql(`select "$path" from lake.readings where year = 2024`);
    expect(records).toEqual([[`s3://lake-${near}/rows/readings/year=2024/a.parquet`]]);
    expect((await running.sql(`select *, "$path" from lake.readings`)).Error).toContain("instead of *");
  });

  it("steps into nested columns in FROM", async () => {
    const { records } = await running.sql(
      "select e.reason, r.lane from lake.readings r, r.errors e where e.\"column\" = 'lane'",
    );
    expect(records).toEqual([["range", 3]]);
  });

  it("is only read", async () => {
    for (const sql of ["insert into lake.whole select 1", "drop table lake.whole", "create table lake.made (a int)"]) {
      expect(await running.sql(sql, { as: "admin" })).toMatchObject({
        Status: "FAILED",
        Error: 'ERROR: the external schema "lake" is only read by the local warehouse',
      });
    }
  });

  it("is that of the warehouse's own region", async () => {
    const elsewhere = await running.sql("select count(*) from lake.readings", { region: "eu-central-1" });
    expect(elsewhere.records).toEqual([[0]]);
  });

  it("has no table that the catalog lacks", async () => {
    expect((await running.sql("select * from lake.nothing")).Error).toBe(
      'ERROR: relation "lake.nothing" does not exist',
    );
  });
});
