import { stat } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import { bucket, near, runningAthena } from "./runningAthena.ts";

const athena = runningAthena();
const compressed: number[] = [];

beforeAll(async () => {
  for (const hour of [8, 9, 10]) {
    const gzip = gzipSync(
      `uniqueId,originalTimestamp,currentSpeed\n${hour},2024-03-30T${hour}:00:00Z,${hour}.5\n${hour},"a,b",x\n`,
    );
    compressed.push(gzip.length);
    await athena.put(`raw/at-${hour}/a.csv.gz`, gzip);
    await athena.register("raw", ["2024", "3", "30", String(hour)], `raw/at-${hour}/`);
  }
  await athena.put("quoted/a.csv", 'name,n,seen,on_day\n"a, ""b""",7,1711785600000,19812\n,,,\n');
  await athena.put(
    "lines/1/a.json",
    '{"uniqueId":1,"currentSpeed":50.5}\n{"uniqueId":2,"originalTimestamp":"t","more":[1]}\n',
  );
  await athena.put("lines/2/b.json.gz", gzipSync('{"uniqueId":3}\n'));
  await athena.register("lines", ["2024", "1", "1", "0"], "lines/1/");
  await athena.register("lines", ["2024", "1", "1", "1"], "lines/2/");
  const rows = "SELECT range AS uniqueid, 'location ' || hash(range) AS location FROM range(10000)";
  await athena.putParquet("places/a.parquet", rows);
});

const scanned = async (sql: string) => (await athena.run(sql)).Statistics.DataScannedInBytes;

describe("tables of the catalog through Athena", () => {
  it("reads gzip CSV between delimiters, quotes as they are, what is not of its type as null", async () => {
    expect(await athena.rows("SELECT * FROM raw WHERE hour = '8' ORDER BY originaltimestamp DESC")).toEqual([
      ["8", "2024-03-30T8:00:00Z", "8.5", "2024", "3", "30", "8"],
      ["8", '"a', null, "2024", "3", "30", "8"],
    ]);
  });

  it("reads quoted CSV: numbers, milliseconds and days since 1970, empty as null", async () => {
    expect(await athena.rows("SELECT name, n, seen, on_day FROM quoted ORDER BY n")).toEqual([
      ['a, "b"', "7", "2024-03-30 08:00:00.000", "2024-03-30"],
      ["", null, null, null],
    ]);
  });

  it("reads JSON lines, members whatever the case of their names, those that lack as null", async () => {
    expect(
      await athena.rows("SELECT uniqueid, originaltimestamp, currentspeed, hour FROM lines ORDER BY uniqueid"),
    ).toEqual([
      ["1", null, "50.5", "0"],
      ["2", "t", null, "0"],
      ["3", null, null, "1"],
    ]);
  });

  it('says by "$path" which file a row is from', async () => {
    expect(await athena.rows("SELECT DISTINCT \"$path\" FROM raw WHERE hour = '9'")).toEqual([
      [`s3://${bucket}/raw/at-9/a.csv.gz`],
    ]);
  });

  it("reads only the partitions that WHERE selects, and counts their compressed bytes", async () => {
    const [eight = 0, nine = 0, ten = 0] = compressed;
    expect(await scanned("SELECT * FROM raw")).toBe(eight + nine + ten);
    expect(await scanned("SELECT * FROM raw WHERE hour = '9'")).toBe(nine);
    expect(
      await scanned(
        "SELECT * FROM raw AS r JOIN places p ON p.uniqueid = r.uniqueid WHERE r.hour = '9' AND p.location > 'a'",
      ),
    ).toBeGreaterThan(nine);
    expect(
      await scanned(
        "WITH e AS (SELECT * FROM raw WHERE CAST(hour AS bigint) IN (8, 10) AND currentspeed > 1) SELECT count(*) FROM e",
      ),
    ).toBe(eight + ten);
    expect(await scanned("SELECT * FROM raw WHERE (year = '2024' AND hour = '8') OR (year = '2023')")).toBe(eight);
    expect(await scanned("SELECT * FROM raw WHERE year = '2025'")).toBe(0);
    expect(await scanned("SELECT * FROM raw WHERE hour = '9' OR uniqueid = 8")).toBe(eight + nine + ten);
  });

  it("counts the column chunks of Parquet that a query reads", async () => {
    const file = `${athena.stateDir}/${near}/s3/${bucket}/places/a.parquet`;
    await using database = await openDatabase();
    const chunks = await database.rows(
      `SELECT path_in_schema AS name, sum(total_compressed_size)::INT AS bytes FROM parquet_metadata('${file}') GROUP BY 1`,
    );
    const size = Object.fromEntries(chunks.map(({ name, bytes }) => [String(name), Number(bytes)]));
    const { uniqueid = 0, location = 0 } = size;
    expect(location).toBeGreaterThan(uniqueid);
    expect(await scanned("SELECT sum(uniqueid) FROM places")).toBe(uniqueid);
    expect(await scanned("SELECT sum(uniqueid) FROM places WHERE location > 'a'")).toBe(uniqueid + location);
    expect(await scanned("SELECT u FROM (SELECT uniqueid AS u, location FROM places)")).toBe(uniqueid);
    expect(await scanned("SELECT * FROM places")).toBe(uniqueid + location);
    expect((await stat(file)).size).toBeGreaterThan(uniqueid + location);
  });

  it("reads nothing of a bucket of another region", async () => {
    const [id] = [await athena.submit("SELECT * FROM places", {}, { region: "eu-central-1" })];
    const seen = async () =>
      (
        await athena.call<{ QueryExecution: { Status: { State: string } } }>(
          "GetQueryExecution",
          { QueryExecutionId: id },
          { region: "eu-central-1" },
        )
      ).QueryExecution.Status.State;
    await expect.poll(seen, { timeout: 20_000 }).toBe("SUCCEEDED");
    await expect(athena.describe(id)).rejects.toThrow(/was not found/);
  });
});
