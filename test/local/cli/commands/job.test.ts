import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convert } from "../../../../core/convert/convert.ts";
import { readings } from "../../../../datasets/readings.ts";
import { zipcodes } from "../../../../datasets/zipcodes.ts";
import { job } from "../../../../local/cli/commands/job.ts";
import type { AloneManifest } from "../../../../local/cli/job/AloneManifest.ts";
import { setUpSpark } from "../../../../local/python/setUpSpark.ts";
import { readRejects } from "../../../jobs/duckdb/support/readRejects.ts";
import { readRows } from "../../../jobs/duckdb/support/readRows.ts";
import { capturedOutput } from "../capturedOutput.ts";
import { command } from "../command.ts";

const { elsewhere, start, endOf } = command();
const printed = capturedOutput();
const sample = "datasets/samples/readings-dirty.csv";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-job-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const sorted = (rows: readonly unknown[]) =>
  rows.map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value))).sort();

describe("the job csv-to-parquet, alone", () => {
  it("writes the rows and rejects that the reference has, and a manifest that says so", async () => {
    const output = join(folder, "readings");
    await job("csv-to-parquet", { dataset: "readings", input: sample, output, engine: "duckdb" });
    const manifest: AloneManifest = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8"));
    const expected = convert(readings, readFileSync(sample));
    const paths = (content: string) =>
      manifest.files.filter((file) => file.content === content).map(({ path }) => join(output, path));
    expect(sorted(await readRows(readings, paths("rows")))).toEqual(sorted(expected.rows));
    expect(await readRejects(paths("rejects"))).toHaveLength(expected.rejects.length);
    expect(manifest).toMatchObject({ dataset: "readings", contract: readings.hash, engine: "duckdb" });
    expect(manifest.read).toBe(expected.rows.length + expected.rejects.length);
    for (const { path, bytes, sha256 } of manifest.files) {
      const content = readFileSync(join(output, path));
      expect(content).toHaveLength(bytes);
      expect(createHash("sha256").update(content).digest("base64")).toBe(sha256);
    }
    expect(readdirSync(output).sort()).toEqual(["manifest.json", "rejects", "rows"]);
    expect(printed.text).toContain(`${manifest.read} records read, ${manifest.written} rows written`);
    expect(printed.text).toMatch(/^ {2}invalid_integer 4$/m);
  });

  it("writes the same by the inline engine", async () => {
    const input = join(folder, "zipcodes.csv");
    const header = "zip_code,latitude,longitude,city,state,county";
    writeFileSync(input, `${header}\n00501,40.9,-72.6,Holtsville,NY,Suffolk\n1,2\n`);
    const told = async (engine: "inline" | "duckdb") => {
      const output = join(folder, engine);
      printed.text = "";
      await job("csv-to-parquet", { dataset: "zipcodes", input, output, engine, json: true });
      const { files, read, written, rejected, reasons }: AloneManifest = JSON.parse(printed.text);
      const rows = files.filter(({ content }) => content === "rows").map(({ path }) => join(output, path));
      return { read, written, rejected, reasons, rows: await readRows(zipcodes, rows) };
    };
    const inline = await told("inline");
    expect(inline).toMatchObject({ read: 2, written: 1, rejected: 1, reasons: { short_row: 1 } });
    expect(inline).toEqual(await told("duckdb"));
  });

  it("writes the same by Spark", { timeout: 600_000 }, async () => {
    await setUpSpark();
    const told = async (engine: "spark" | "duckdb") => {
      const output = join(folder, `dirty-${engine}`);
      printed.text = "";
      await job("csv-to-parquet", { dataset: "readings", input: sample, output, engine, json: true });
      const { files, workSeconds, engine: named, ...same }: AloneManifest = JSON.parse(printed.text);
      expect(named).toBe(engine);
      expect(workSeconds).toBeGreaterThan(0);
      expect(readdirSync(output).sort()).toEqual(["manifest.json", "rejects", "rows"]);
      const paths = files.map(({ path }) => path);
      const rows = files.filter(({ content }) => content === "rows").map(({ path }) => join(output, path));
      return { ...same, paths, rows: sorted(await readRows(readings, rows)) };
    };
    const spark = await told("spark");
    expect(spark.read).toBe(53);
    expect(spark).toEqual(await told("duckdb"));
    const unfit = join(folder, "unfit-spark.csv");
    writeFileSync(unfit, "zip_code,what\n1,2\n");
    const failed = { dataset: "zipcodes", input: unfit, output: join(folder, "unfit-spark"), engine: "spark" } as const;
    await expect(job("csv-to-parquet", failed)).rejects.toMatchObject({
      code: "file.unknown_column",
      message: expect.stringContaining('"what"'),
    });
  });

  it("refuses a folder that holds something, leaving it as it is, and another job, file or dataset", async () => {
    const output = join(folder, "full");
    const options = { dataset: "readings", input: sample, output: folder, engine: "duckdb" } as const;
    const before = readdirSync(folder);
    await expect(job("csv-to-parquet", options)).rejects.toMatchObject({ code: "cli.folder_not_empty" });
    expect(readdirSync(folder)).toEqual(before);
    await expect(job("sort", { ...options, output })).rejects.toMatchObject({ code: "cli.unknown_job" });
    await expect(job("csv-to-parquet", { ...options, output, dataset: "x" })).rejects.toMatchObject({
      code: "cli.unknown_dataset",
    });
    await expect(job("csv-to-parquet", { ...options, output, input: "x" })).rejects.toMatchObject({
      code: "cli.no_such_file",
    });
  });

  it("refuses an engine that cannot convert the dataset, before it makes anything", async () => {
    const output = join(folder, "refused");
    const options = { dataset: "readings", input: sample, output, engine: "inline" } as const;
    await expect(job("csv-to-parquet", options)).rejects.toMatchObject({ code: "engine.unfit" });
    expect(existsSync(output)).toBe(false);
  });

  it("ends by Ctrl-C, and leaves nothing half done", async () => {
    const input = join(elsewhere(), "zipcodes.csv");
    const lines = Array.from({ length: 10_000 }, (_, at) => `${at},40.9,-72.6,Holtsville,NY,Suffolk\n`).join("");
    writeFileSync(input, `zip_code,latitude,longitude,city,state,county\n${lines.repeat(50)}`);
    const child = start("job", "csv-to-parquet", "--dataset", "zipcodes", "--input", input, "--output", "out");
    const ended = endOf(child);
    const output = join(elsewhere(), "out");
    const left = () => (existsSync(output) ? readdirSync(output) : []);
    await expect.poll(left, { timeout: 30_000, interval: 10 }).not.toEqual([]);
    child.kill("SIGINT");
    expect(await ended).toEqual({ code: 130, out: "", err: "" });
    expect(left()).toEqual([]);
  });

  it("leaves nothing half done where the file does not fit", async () => {
    const output = join(folder, "unfit");
    const input = join(folder, "unfit.csv");
    writeFileSync(input, "zip_code,what\n1,2\n");
    const failed = job("csv-to-parquet", { dataset: "zipcodes", input, output, engine: "duckdb" });
    await expect(failed).rejects.toMatchObject({ code: "file.unknown_column" });
    expect(readdirSync(output)).toEqual([]);
  });
});
