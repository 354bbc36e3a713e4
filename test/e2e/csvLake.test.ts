import { readFile } from "node:fs/promises";
import { GetPartitionsCommand, GlueClient } from "@aws-sdk/client-glue";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../core/contract/Contract.ts";
import { convert } from "../../core/convert/convert.ts";
import { reasons } from "../../core/convert/reasons.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { readings } from "../../datasets/readings.ts";
import { zipcodes } from "../../datasets/zipcodes.ts";
import { runningPipeline } from "./runningPipeline.ts";

const pipeline = runningPipeline();
const real = (name: string) => readFile(`node_modules/vega-datasets/data/${name}`);

/** Rows as a multiset: in a canonical order. */
const sorted = (rows: readonly unknown[]) =>
  rows.map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `${value}n` : value))).sort();

async function expectLakes(contract: Contract, content: Uint8Array): Promise<void> {
  const reference = convert(contract, content);
  for (const region of [pipeline.near, pipeline.far]) {
    const { rows, rejects } = await pipeline.lake(region, contract);
    expect(sorted(rows)).toEqual(sorted(reference.rows));
    expect(rejects).toEqual(reference.rejects);
  }
}

describe("a file that lands", () => {
  it("becomes the reference's rows in both regions, partitioned by year and month, each partition registered", async () => {
    const content = await real("birdstrikes.csv");
    const run = await pipeline.land(birdstrikes, "birdstrikes.csv", content);
    expect(run).toMatchObject({ status: "SUCCEEDED", key: "birdstrikes/birdstrikes.csv" });
    await expectLakes(birdstrikes, content);
    for (const [region, database] of Object.entries(pipeline.open.outputs.databases)) {
      const glue = new GlueClient(pipeline.open.host.clientConfig(region));
      const names = { DatabaseName: database, TableName: "birdstrikes" };
      const { Partitions = [] } = await glue.send(new GetPartitionsCommand({ ...names, MaxResults: 1000 }));
      const { files } = await pipeline.lake(region, birdstrikes);
      expect(Partitions).toHaveLength(files.length);
      const location = `s3://${pipeline.open.outputs.lakes[region]}/rows/birdstrikes/year=1990/month=1/`;
      const january = Partitions.find(({ Values }) => Values?.join() === "1990,1");
      expect(january?.StorageDescriptor?.Location).toBe(location);
    }
  });

  it("becomes one table of unpartitioned rows where the contract has no partitions", async () => {
    const content = await real("zipcodes.csv");
    expect(await pipeline.land(zipcodes, "zipcodes.csv", content)).toMatchObject({ status: "SUCCEEDED" });
    await expectLakes(zipcodes, content);
  });

  it("has its bad records rejected for every reason of the closed list, in both regions alike", async () => {
    const content = await readFile("datasets/samples/readings-dirty.csv");
    expect(await pipeline.land(readings, "readings-dirty.csv", content)).toMatchObject({ status: "SUCCEEDED" });
    await expectLakes(readings, content);
    const { rejects } = await pipeline.lake(pipeline.far, readings);
    const found = new Set(rejects.flatMap((reject) => reject.errors.map((error) => error.reason)));
    expect([...found].sort()).toEqual([...reasons].sort());
  });

  it("replaces, as a newer version of its key, the rows of the older one in both regions", async () => {
    const header = "zip_code,latitude,longitude,city,state,county\n";
    await pipeline.land(zipcodes, "zipcodes-fix.csv", `${header}00001,1,1,Old,NY,\n00002,2,2,Old,NY,\n`);
    await pipeline.land(zipcodes, "zipcodes-fix.csv", `${header}00001,1,1,New,NY,\n`);
    for (const region of [pipeline.near, pipeline.far]) {
      const { rows } = await pipeline.lake(region, zipcodes);
      const fixed = rows.filter((row) => String(row.zipCode).startsWith("0000"));
      expect(fixed.map((row) => row.city)).toEqual(["New"]);
    }
  });

  it("is named by run in each line that its functions log", async () => {
    for (const fn of ["csv-lake-trigger", "csv-lake-convert-duckdb", "csv-lake-verify", "csv-lake-near-commit"]) {
      const lines = await pipeline.log(fn);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line.run).toMatch(/^(birdstrikes|zipcodes|readings)-[0-9a-f]{32}$/);
    }
  });
});
