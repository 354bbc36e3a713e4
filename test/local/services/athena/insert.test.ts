import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import { bucket, near, runningAthena } from "./runningAthena.ts";

const athena = runningAthena();
const insert = (rows: string, where = "true") =>
  `INSERT INTO speeds SELECT l, CAST(t AS timestamp), v, n, j, year(t), month(t), day(t), hour(t)
   FROM (VALUES ${rows}) AS g (l, t, v, n, j) WHERE ${where}`;
const one = "('a', TIMESTAMP '2024-03-30 23:30:00', 40.5e0, 2, true)";
const two = "('b', TIMESTAMP '2024-03-31 00:30:00', CAST(NULL AS double), 1, false)";

describe("INSERT of a local Athena", () => {
  it("writes files by partition below the table's location, and registers those that are new", async () => {
    const { QueryExecutionId, SubstatementType, Statistics, Status } = await athena.run(insert(`${one}, ${two}`));
    expect(Status).toMatchObject({ State: "SUCCEEDED" });
    expect(SubstatementType).toBe("INSERT");
    expect(await athena.results(QueryExecutionId)).toMatchObject({ UpdateCount: 2, ResultSet: { Rows: [] } });
    const places = [
      ["2024/3/30/23", `s3://${bucket}/speeds/year=2024/month=3/day=30/hour=23/`],
      ["2024/3/31/0", `s3://${bucket}/speeds/year=2024/month=3/day=31/hour=0/`],
    ].map(([values, location]) => ({ values, location }));
    expect(await athena.partitions("speeds")).toEqual(expect.arrayContaining(places));
    const manifest = await athena.text(Statistics.DataManifestLocation ?? "");
    expect(Statistics.DataManifestLocation).toBe(`s3://${bucket}/results/${QueryExecutionId}-manifest.csv`);
    const files = manifest.trim().split("\n");
    expect(files.map((uri) => uri.slice(0, uri.lastIndexOf("/") + 1)).sort()).toEqual(
      places.map(({ location }) => location),
    );
    expect((await athena.keys("speeds/")).map((key) => `s3://${bucket}/${key}`).sort()).toEqual(files.sort());
  });

  it("appends where the partition is there already, and reads what it wrote", async () => {
    await athena.run(insert(one.replace("'a'", "'again'")));
    const rows = await athena.rows(
      `SELECT location, recorded_at, speed, lanes, is_jam, year, hour FROM speeds WHERE year = 2024 ORDER BY recorded_at, location`,
    );
    expect(rows).toEqual([
      ["a", "2024-03-30 23:30:00.000", "40.5", "2", "true", "2024", "23"],
      ["again", "2024-03-30 23:30:00.000", "40.5", "2", "true", "2024", "23"],
      ["b", "2024-03-31 00:30:00.000", null, "1", "false", "2024", "0"],
    ]);
    expect(await athena.partitions("speeds")).toHaveLength(2);
  });

  it("writes the types and the compression that the table declares, times as instants in UTC", async () => {
    const [key = ""] = await athena.keys("speeds/year=2024/month=3/day=30/");
    await using database = await openDatabase();
    const file = `'${athena.stateDir}/${near}/s3/${bucket}/${key}'`;
    const shown = await database.rows(
      `SELECT s.name, s.type, s.logical_type AS logical, m.compression
       FROM parquet_schema(${file}) s JOIN parquet_metadata(${file}) m ON s.name = m.path_in_schema ORDER BY m.column_id`,
    );
    expect(shown.map(({ name, type, compression }) => `${name} ${type} ${compression}`)).toEqual([
      "location BYTE_ARRAY SNAPPY",
      "recorded_at INT64 SNAPPY",
      "speed DOUBLE SNAPPY",
      "lanes INT32 SNAPPY",
      "is_jam BOOLEAN SNAPPY",
    ]);
    expect(shown[1]?.logical).toMatch(/isAdjustedToUTC=1.*MICROS/);
  });

  it("writes beside a partition that lies elsewhere, where the catalog says", async () => {
    await athena.register("speeds", ["2025", "1", "1", "0"], "elsewhere/x/");
    await athena.run(insert("('c', TIMESTAMP '2025-01-01 00:10:00', 1e0, 1, true)"));
    expect(await athena.keys("elsewhere/x/")).toHaveLength(1);
    expect(await athena.rows("SELECT location FROM speeds WHERE year = 2025")).toEqual([["c"]]);
  });

  it("fails beyond 100 partitions, and leaves files that no partition knows", async () => {
    const hours = "SELECT 'h', CAST(h AS timestamp), 1e0, 1, true, year(h), month(h), day(h), hour(h)";
    const from = (count: number) =>
      `INSERT INTO speeds ${hours} FROM (SELECT date_add('hour', n, TIMESTAMP '2026-01-01 00:00:00') AS h
       FROM (SELECT row_number() OVER () AS n FROM places a CROSS JOIN places b CROSS JOIN places c) WHERE n <= ${count})`;
    const { Status } = await athena.run(from(101));
    expect(Status.State).toBe("FAILED");
    expect(Status.StateChangeReason).toBe(
      "HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions/buckets",
    );
    expect(await athena.rows("SELECT count(*) FROM speeds WHERE year = 2026")).toEqual([["0"]]);
    expect((await athena.keys("speeds/year=2026/")).length).toBeGreaterThan(0);
    expect((await athena.run(from(100))).Status.State).toBe("SUCCEEDED");
  });

  it("leaves what it has put where S3 fails midway, and registers nothing", async () => {
    const time = "TIMESTAMP '2027-01-01 00:00:00'";
    const rows = [0, 1, 2].map((hour) => `('f', date_add('hour', ${hour}, ${time}), 1e0, 1, true)`);
    const resource = `arn:aws:s3:::${bucket}/speeds/year=2027/month=1/day=1/hour=1/*`;
    const denied = { error: { code: "AccessDenied", status: 403, message: "Access Denied" } };
    const mend = athena.host.faults.add({ service: "s3", action: "s3:PutObject", resource, answer: denied });
    const { Status } = await athena.run(insert(rows.join(", ")));
    mend();
    expect(Status).toMatchObject({ State: "FAILED", AthenaError: { ErrorCategory: 1 } });
    expect(Status.StateChangeReason).toBe("HIVE_WRITER_CLOSE_ERROR: Access Denied");
    expect(await athena.keys("speeds/year=2027/")).toHaveLength(2);
    expect((await athena.partitions("speeds")).filter(({ values }) => values.startsWith("2027"))).toEqual([]);
    await athena.run(insert(rows.join(", ")));
    expect(await athena.rows("SELECT count(*) FROM speeds WHERE year = 2027")).toEqual([["5"]]);
  });

  it("refuses columns that are not those of the table", async () => {
    const { Status } = await athena.run("INSERT INTO speeds SELECT 'a', 1");
    expect(Status.StateChangeReason).toBe(
      "TYPE_MISMATCH: Insert query has mismatched column types: Table: [varchar, timestamp, double, integer, boolean, " +
        "bigint, bigint, bigint, bigint], Query: [varchar, integer]",
    );
    const narrow = await athena.run(insert(one.replace("2, true", "CAST(2 AS bigint), true")));
    expect(narrow.Status.StateChangeReason).toContain("TYPE_MISMATCH");
  });

  it("takes columns by name, and leaves those that it does not name null", async () => {
    await athena.run("INSERT INTO speeds (speed, year, month, day, hour) SELECT 7e0, 2030, 1, 1, 0");
    expect(await athena.rows("SELECT location, speed FROM speeds WHERE year = 2030")).toEqual([[null, "7.0"]]);
  });

  it("repartitions raw text by event time", async () => {
    const lines = [
      "uniqueId,originalTimestamp,currentSpeed",
      "1,2023-10-29T00:30:00Z,50",
      "1,2023-10-29T01:30:00Z,30",
      "2,2023-10-29T02:30:00+02:00,nonsense",
    ];
    await athena.put("raw/year=2023/month=10/day=29/hour=1/a.csv.gz", gzipSync(`${lines.join("\n")}\n`));
    await athena.register("raw", ["2023", "10", "29", "1"], "raw/year=2023/month=10/day=29/hour=1/");
    const { Status } = await athena.run(`INSERT INTO "awsdatacatalog"."traffic"."speeds"
      WITH events AS (
        SELECT uniqueid, from_iso8601_timestamp(originaltimestamp) AS at, currentspeed FROM raw
        WHERE year = '2023' AND month = '10'
      ), timed AS (
        SELECT uniqueid, CAST(at_timezone(at, 'UTC') AS timestamp) AS recorded_at,
          at AT TIME ZONE 'Europe/Brussels' AS local_at, currentspeed,
          lag(currentspeed) OVER (PARTITION BY uniqueid ORDER BY at) AS before FROM events
      )
      SELECT location, recorded_at, avg(before) OVER (PARTITION BY location ORDER BY recorded_at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW),
        1, currentspeed <= 40, year(local_at), month(local_at), day(local_at), hour(local_at)
      FROM timed JOIN places ON timed.uniqueid = places.uniqueid`);
    expect(Status).toMatchObject({ State: "SUCCEEDED" });
    const written = await athena.rows(
      "SELECT location, recorded_at, speed, is_jam, day, hour FROM speeds WHERE year = 2023 ORDER BY location, recorded_at",
    );
    expect(written).toEqual([
      ["l1", "2023-10-29 00:30:00.000", null, "false", "29", "2"],
      ["l1", "2023-10-29 01:30:00.000", "50.0", "true", "29", "2"],
      ["l2", "2023-10-29 00:30:00.000", null, null, "29", "2"],
    ]);
  });
});

beforeAll(async () => {
  await athena.putParquet("places/a.parquet", "SELECT range AS uniqueid, 'l' || range AS location FROM range(5)");
});
