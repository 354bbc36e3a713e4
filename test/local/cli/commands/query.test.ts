import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { zstdDecompressSync } from "node:zlib";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import Papa from "papaparse";
import { beforeAll, describe, expect, it } from "vitest";
import { convert } from "../../../../core/convert/convert.ts";
import { readings } from "../../../../datasets/readings.ts";
import { followRun } from "../../../../local/cli/followRun.ts";
import { openHost } from "../../../../local/cli/openHost.ts";
import { type Format, outputOf } from "../../../../local/cli/query/Output.ts";
import { parseParameters } from "../../../../local/cli/query/parseParameters.ts";
import { runQuery } from "../../../../local/cli/query/runQuery.ts";
import { withCsvLake } from "../../../../local/cli/target/withCsvLake.ts";
import { readRows } from "../../../jobs/duckdb/support/readRows.ts";
import { command } from "../command.ts";

const { elsewhere, start, startWith, endOf } = command();
const sample = "datasets/samples/readings-dirty.csv";
const columns = readings.columns.map(({ name }) => name).join(", ");
const regions = ["eu-west-1", "us-east-1"];

/** Answers of one host, which is closed before the command itself is tried on the same state. */
const files: Record<string, string> = {};
let found: unknown;

beforeAll(async () => {
  await using opened = await openHost("dev", join(elsewhere(), "state"));
  const open = withCsvLake(opened);
  const landed = await followRun(open, sample, readings, () => {});
  expect(landed.status).toBe("SUCCEEDED");
  const ask = async (sql: string, region: string, format: Format, ...parameters: string[]) => {
    const file = join(elsewhere(), `${region}-${Object.keys(files).length}.${format}`);
    const query = { sql, region, parameters: parseParameters(parameters), output: outputOf(format, file) };
    const { host, outputs } = open;
    await runQuery({ clientConfig: host.clientConfig, outputs }, query, new AbortController().signal);
    return file;
  };
  for (const region of regions) {
    for (const format of ["table", "csv", "json", "parquet"] as const) {
      const sql = `SELECT ${columns} FROM lake.readings ORDER BY sensor_id, taken_at, note`;
      files[`${region} ${format}`] = await ask(sql, region, format);
    }
  }
  const injected = await ask(
    "SELECT * FROM lake.readings WHERE sensor_id = :id",
    "eu-west-1",
    "json",
    "id=' OR 1=1 --",
  );
  found = JSON.parse(await readFile(injected, "utf8"));
});

const canonical = (rows: readonly unknown[]) =>
  rows.map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value))).sort();

describe.each(regions)("a query of what has landed, in %s", (region) => {
  const file = (format: Format) => files[`${region} ${format}`] ?? "";

  it("gives, as Parquet, the rows that the reference has, with the contract's types", async () => {
    const { rows } = convert(readings, await readFile(sample));
    expect(rows.length).toBeGreaterThan(20);
    expect(canonical(await readRows(readings, [file("parquet")]))).toEqual(canonical(rows));
    const ZSTD = (bytes: Uint8Array) => zstdDecompressSync(bytes);
    const read = await parquetReadObjects({ file: await asyncBufferFromFile(file("parquet")), compressors: { ZSTD } });
    expect(read).toHaveLength(rows.length);
    expect(typeof read[0]?.odometer).toBe("bigint");
    expect(read[0]?.taken_at).toBeInstanceOf(Date);
  });

  it("gives the same values as CSV and as JSON, and each null as null", async () => {
    const json: Record<string, unknown>[] = JSON.parse(await readFile(file("json"), "utf8"));
    const csv = await readFile(file("csv"), "utf8");
    const { data, errors } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    const asText = (row: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? "" : String(value)]));
    expect(data).toEqual(json.map(asText));
    expect(csv.includes(',""')).toBe(json.some(({ note }) => note === ""));
    const { rows } = convert(readings, await readFile(sample));
    const nulls = (list: readonly object[]) =>
      list.flatMap((row) => Object.values(row)).filter((value) => value === null);
    expect(nulls(json)).toHaveLength(nulls(rows).length);
    for (const { toll, odometer } of json) {
      expect(toll).toMatch(/^-?\d+\.\d\d$/);
      if (odometer !== null) expect(odometer).toMatch(/^-?\d+$/);
    }
  });

  it("gives a table that ends in the number of rows", async () => {
    const { rows } = convert(readings, await readFile(sample));
    expect((await readFile(file("table"), "utf8")).trimEnd().split("\n").at(-1)).toBe(`(${rows.length} rows)`);
  });
});

describe("the command sluice query", () => {
  it("never takes a parameter for SQL", () => {
    expect(found).toEqual([]);
  });

  it("reads SQL from standard input and writes to standard output alone, over the state of other verbs", async () => {
    const sql = "SELECT count(*) AS n, max(toll) AS toll FROM lake.readings WHERE sensor_id = :id";
    const ask = ["query", "-", "--state", "state", "--param", "id=BXL-002", "--format", "csv", "--region", "us-east-1"];
    const { code, out, err } = await endOf(startWith(sql, ...ask));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^n,toll\r\n[1-9]\d*,\d+\.\d\d\r\n$/);
  });

  it("ends with 1 and Redshift's error where the statement fails", async () => {
    const { code, out, err } = await endOf(start("query", "SELECT * FROM lake.absent", "--state", "state"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^error query\.failed: .*absent/);
  });

  it("ends with 0 where its reader has seen enough", async () => {
    const sql = "SELECT a.* FROM lake.readings a, lake.readings b, lake.readings c";
    const child = start("query", sql, "--state", "state", "--format", "csv");
    const closed = once(child, "close");
    const told = text(child.stderr);
    const [first] = await once(child.stdout, "data");
    child.stdout.destroy();
    expect(String(first)).toMatch(/^sensor_id,taken_at,/);
    expect({ code: (await closed)[0], err: await told }).toEqual({ code: 0, err: "" });
  });

  it("cancels the statement on Ctrl-C, and ends with 130", async () => {
    const calls = async () => (await readFile(join(elsewhere(), "state/calls.jsonl"), "utf8")).trim().split("\n");
    const before = (await calls()).length;
    const since = async () => (await calls()).slice(before).map((line): string => JSON.parse(line).action);
    const endless = `SELECT count(*) FROM ${[..."abcdefgh"].map((name) => `lake.readings ${name}`).join(", ")}`;
    const child = start("query", endless, "--state", "state");
    const ended = endOf(child);
    await expect.poll(since, { timeout: 50_000, interval: 100 }).toContain("redshift-data:DescribeStatement");
    child.kill("SIGINT");
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 130, err: "error query.cancelled: The statement was cancelled.\n" });
    expect(await since()).toContain("redshift-data:CancelStatement");
  });
});
