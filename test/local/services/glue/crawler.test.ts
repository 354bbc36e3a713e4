import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as glue from "@aws-sdk/client-glue";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import type { HostEvent } from "../../../../local/services/kernel/HostEvent.ts";
import { runningHost } from "../../fixtures/runningHost.ts";
import { Crawling, columnsOf, crawlers, parquetOf, region } from "./crawling.ts";

const running = runningHost(crawlers);
const crawling = new Crawling(running);
const birdstrikes = "node_modules/vega-datasets/data/birdstrikes.csv";

describe("a local crawler over landed files", () => {
  beforeAll(async () => await crawling.put("landing", "birdstrikes/birdstrikes.csv", readFileSync(birdstrikes)));

  it("infers from a CSV the columns and types that DuckDB's sniffer finds, dates as text", async () => {
    expect(await crawling.crawl("datasets")).toMatchObject({ status: "SUCCEEDED", counts: { tablesCreated: 1 } });
    await using database = await openDatabase();
    const sniffed = await database.rows("SELECT unnest(Columns, recursive := true) FROM sniff_csv(?)", [birdstrikes]);
    const hive: Record<string, string> = { BIGINT: "bigint", DOUBLE: "double" };
    const expected = sniffed.map(({ name, type }) => `${String(name).toLowerCase()} ${hive[String(type)] ?? "string"}`);
    const table = await crawling.table("landed", "birdstrikes");
    expect(columnsOf(table)).toEqual(expected);
    expect(expected).toContain("cost total $ bigint");
    expect(table).toMatchObject({ TableType: "EXTERNAL_TABLE", PartitionKeys: [] });
    expect(table.StorageDescriptor?.Location).toBe("s3://landing/birdstrikes/");
  });

  it("says of a table how its files are written, how many and how large they are", async () => {
    const { Parameters: found = {}, StorageDescriptor: storage } = await crawling.table("landed", "birdstrikes");
    expect(found).toMatchObject({
      classification: "csv",
      compressionType: "none",
      delimiter: ",",
      objectCount: "1",
      sizeKey: String(readFileSync(birdstrikes).length),
      "skip.header.line.count": "1",
      UPDATED_BY_CRAWLER: "datasets",
    });
    expect(Number(found.recordCount)).toBeGreaterThan(9500);
    expect(Number(found.recordCount)).toBeLessThan(10_500);
    expect(storage?.SerdeInfo?.Parameters).toEqual({ "field.delim": "," });
  });

  it("is ready before and after, and keeps its last crawl across a restart", async () => {
    await running.restart();
    expect(await crawling.crawler("datasets")).toMatchObject({
      State: "READY",
      Role: "crawler-role",
      DatabaseName: "landed",
      SchemaChangePolicy: { UpdateBehavior: "UPDATE_IN_DATABASE", DeleteBehavior: "LOG" },
      LastCrawl: { Status: "SUCCEEDED", LogGroup: "/aws-glue/crawlers", LogStream: "datasets" },
    });
    const { Crawls } = await crawling.client.send(new glue.ListCrawlsCommand({ CrawlerName: "datasets" }));
    expect(Crawls).toMatchObject([{ State: "COMPLETED" }]);
    expect(JSON.parse(Crawls?.[0]?.Summary ?? "")).toMatchObject({ TABLE: { ADD: 1 }, PARTITION: { ADD: 0 } });
  });

  it("finds files under keys with spaces, quotes, globs and emoji", async () => {
    const rows = "id,speed\n1,2.5\n2,3\n";
    for (const key of ["it's [1] *?.csv", 'a "b" {c}/;DROP.csv', "ü/🦆.csv"]) {
      await crawling.put("landing", `odd keys/${key}`, rows);
    }
    expect(await crawling.crawl("datasets")).toMatchObject({ status: "SUCCEEDED" });
    const names = (await crawling.tableNames("landed")).filter((name) => name.startsWith("odd_keys"));
    expect(names).toHaveLength(2);
    const table = await crawling.table("landed", "odd_keys");
    expect(columnsOf(table)).toEqual(["id bigint", "speed double"]);
    const values = (await crawling.partitions("landed", "odd_keys")).map(({ Values }) => Values);
    expect(values).toEqual([['a "b" {c}'], ["ü"]]);
  });

  it("adds a column that a later file brings, and widens a type", async () => {
    await crawling.put("landing", "growing/a.csv", "id;speed;note\n1;50;x\n2;60;y\n");
    await crawling.crawl("growing");
    expect(columnsOf(await crawling.table("landed", "growing"))).toEqual(["id bigint", "speed bigint", "note string"]);
    const before = await crawling.table("landed", "growing");
    await crawling.put("landing", "growing/b.csv", "id;speed;note;lane\n3;70.5;z;1\n4;80;;2\n");
    expect(await crawling.crawl("growing")).toMatchObject({ counts: { tablesCreated: 0, tablesUpdated: 1 } });
    const after = await crawling.table("landed", "growing");
    expect(columnsOf(after)).toEqual(["id bigint", "speed double", "note string", "lane bigint"]);
    expect(after.Parameters).toMatchObject({ objectCount: "2", recordCount: "4" });
    expect(after.CreateTime).toEqual(before.CreateTime);
    expect(await crawling.crawl("growing")).toMatchObject({ counts: { tablesUpdated: 0 } });
  });

  it("leaves the table as it is under LOG, and says in its log what it would have changed", async () => {
    await crawling.put("landing", "leaving/a.csv", "id;speed;note\n1;50;x\n2;60;y\n");
    await crawling.crawl("leaving");
    await crawling.put("landing", "leaving/a.csv", "id;speed;note;lane\n1;50;x;9\n2;fast;y;9\n");
    expect(await crawling.crawl("leaving")).toMatchObject({ status: "SUCCEEDED", counts: { tablesUpdated: 0 } });
    expect(columnsOf(await crawling.table("landed", "leaving"))).toEqual(["id bigint", "speed bigint", "note string"]);
    const log = await crawling.log("leaving");
    expect(log).toContain(
      "Table leaving is left as it is: column speed is string in the files and bigint in the catalog",
    );
    expect(log).toContain("column lane bigint is new");
  });

  it("reads the current version only, and removes tables and partitions where it is told to", async () => {
    await crawling.put("landing", "sweeping/year=2024/a.csv", "id,n\n1,1\n2,2\n");
    await crawling.put("landing", "sweeping/year=2025/b.csv", "id,n\n1,1\n2,2\n");
    await crawling.crawl("sweeping");
    expect(await crawling.table("landed", "sweeping")).toMatchObject({
      PartitionKeys: [{ Name: "year", Type: "string" }],
    });
    const [first] = await crawling.partitions("landed", "sweeping");
    expect(first).toMatchObject({
      Values: ["2024"],
      StorageDescriptor: { Location: "s3://landing/sweeping/year=2024/" },
    });
    await crawling.remove("landing", "sweeping/year=2024/a.csv");
    expect(await crawling.crawl("sweeping")).toMatchObject({ counts: { partitionsDeleted: 1, tablesDeleted: 0 } });
    expect((await crawling.partitions("landed", "sweeping")).map(({ Values }) => Values)).toEqual([["2025"]]);
    await crawling.remove("landing", "sweeping/year=2025/b.csv");
    expect(await crawling.crawl("sweeping")).toMatchObject({ counts: { tablesDeleted: 1 } });
    expect(await crawling.tableNames("landed")).not.toContain("sweeping");
  });

  it("only adds columns where new ones are merged, and marks a table whose files are gone as deprecated", async () => {
    await crawling.put("landing", "keeping/a.csv", "id,n,note\n1,1,x\n2,2,y\n");
    await crawling.crawl("keeping");
    await crawling.put("landing", "keeping/a.csv", "id,n,lane\n1,fast,1\n2,2,2\n");
    expect(await crawling.crawl("keeping")).toMatchObject({ counts: { tablesUpdated: 1 } });
    const kept = ["id bigint", "n bigint", "note string", "lane bigint"];
    expect(columnsOf(await crawling.table("landed", "keeping"))).toEqual(kept);
    await crawling.remove("landing", "keeping/a.csv");
    await crawling.crawl("keeping");
    const { Parameters: found } = await crawling.table("landed", "keeping");
    expect(Number(found?.DEPRECATED_BY_CRAWLER)).toBeGreaterThan(0);
  });

  it("puts a hash behind a name that another location has", async () => {
    await crawling.put("landing", "other/keeping/a.csv", "id,n\n1,1\n2,2\n");
    expect(await crawling.crawl("keeping")).toMatchObject({ counts: { tablesCreated: 1 } });
    const hash = createHash("md5").update("s3://landing/other/keeping/").digest("hex");
    expect(columnsOf(await crawling.table("landed", `keeping_${hash}`))).toEqual(["id bigint", "n bigint"]);
    expect(await crawling.crawl("keeping")).toMatchObject({ counts: { tablesCreated: 0 } });
  });

  it("makes no table of nothing", async () => {
    expect(await crawling.crawl("sweeping")).toMatchObject({ status: "SUCCEEDED", counts: { tablesCreated: 0 } });
  });

  it("takes a dirty file's header where a classifier says that there is one", async () => {
    const dirty = readFileSync("datasets/samples/readings-dirty.csv");
    await crawling.put("landing", "classified/readings-dirty.csv", dirty);
    await crawling.crawl("classified");
    const table = await crawling.table("landed", "classified");
    expect(table.StorageDescriptor?.Columns?.map(({ Name }) => Name)).toEqual(
      "sensorid takenat installed lane vehicles odometer speed occupancy toll axleload raining direction note".split(
        " ",
      ),
    );
    expect(table.Parameters).toMatchObject({ delimiter: ";", "skip.header.line.count": "1" });
  });

  it("tells formats apart, a table each, and leaves out what is excluded, empty or no format at all", async () => {
    await crawling.put("landing", "formats/json/a.json", '{"id":1,"of":{"Tags":["x"]},"day":"2024-01-01"}\n');
    await crawling.put("landing", "formats/zipped/a.csv.gz", gzipSync("id,n\n1,0.5\n2,1\n"));
    await crawling.put(
      "landing",
      "formats/parquet/a",
      await parquetOf("SELECT 1::SMALLINT AS id, 1.5::DECIMAL(9,2) AS toll"),
    );
    await crawling.put("landing", "formats/broken/a.parquet", "PAR1 but not for long PAR1");
    await crawling.put("landing", "formats/broken/b.bin", Buffer.from([0, 1, 2, 3, 0, 255]));
    await crawling.put("landing", "formats/aside/a.csv", "id,n\n1,0.5\n2,1\n");
    await crawling.put("landing", "formats/zipped/b.tmp", "what,ever\n1,2\n3,4\n");
    await crawling.put("landing", "formats/empty/", "");
    expect(await crawling.crawl("formats")).toMatchObject({ status: "SUCCEEDED", counts: { tablesCreated: 3 } });
    const found = async (name: string) => {
      const table = await crawling.table("landed", name);
      return [table.Parameters?.classification, table.Parameters?.compressionType, ...columnsOf(table)];
    };
    const json = ["id bigint", "of struct<tags:array<string>>", "day string"];
    expect(await found("found_json")).toEqual(["json", "none", ...json]);
    expect(await found("found_zipped")).toEqual(["csv", "gzip", "id bigint", "n double"]);
    expect(await found("found_parquet")).toEqual(["parquet", "none", "id smallint", "toll decimal(9,2)"]);
    const log = await crawling.log("formats");
    expect(log).toContain("s3://landing/formats/broken/a.parquet is classified UNKNOWN");
    expect(log).toContain("s3://landing/formats/broken/b.bin is classified UNKNOWN");
  });

  it("fails where there is no such bucket, and says so", async () => {
    const what = "The specified bucket does not exist";
    expect(await crawling.crawl("nowhere")).toMatchObject({ status: "FAILED", error: what });
    expect(await crawling.crawler("nowhere")).toMatchObject({ LastCrawl: { Status: "FAILED", ErrorMessage: what } });
    expect(await crawling.log("nowhere")).toContain(`ERROR : ${what}`);
  });
});

describe("a local crawler over tables of the catalog", () => {
  const rows = (lane: string) => parquetOf(`SELECT 'BXL' AS sensor, ${lane} AS lane`);

  it("adds the partitions that it finds, stored as their table is, and no others", async () => {
    await crawling.put("lake", "rows/readings/year=2024/month=2/a.parquet", await rows("1"));
    await crawling.put("lake", "rows/readings/year=2024/month=12/b.parquet", await rows("1"));
    await crawling.put("lake", "rows/readings/year=2024/stray.parquet", await rows("1"));
    await crawling.put("lake", "rows/zipcodes/a.parquet", await rows("1"));
    expect(await crawling.crawl("lake")).toMatchObject({ status: "SUCCEEDED", counts: { partitionsCreated: 2 } });
    const partitions = await crawling.partitions("lake", "readings");
    expect(partitions.map(({ Values }) => Values)).toEqual([
      ["2024", "12"],
      ["2024", "2"],
    ]);
    const table = await crawling.table("lake", "readings");
    const Location = "s3://lake/rows/readings/year=2024/month=12/";
    expect(partitions[0]?.StorageDescriptor).toEqual({ ...table.StorageDescriptor, Location });
    expect(partitions[0]?.Parameters).toMatchObject({ recordCount: "1", objectCount: "1" });
    expect(await crawling.log("lake")).toContain("year=2024/stray.parquet does not lie in folders of year/month");
  });

  it("adds a partition whose columns contradict the table's, tells so, and leaves the table", async () => {
    const before = columnsOf(await crawling.table("lake", "readings"));
    await crawling.put("lake", "rows/readings/year=2025/month=1/a.parquet", await rows("'left'"));
    await crawling.put("lake", "rows/readings/year=2025/month=2/broken.parquet", "PAR1");
    expect(await crawling.crawl("lake")).toMatchObject({ counts: { partitionsCreated: 1, tablesUpdated: 0 } });
    expect(columnsOf(await crawling.table("lake", "readings"))).toEqual(before);
    const log = await crawling.log("lake");
    expect(log).toContain("year=2025/month=1: column lane is string in the files and int in the catalog");
  });

  it("leaves partitions whose files are gone", async () => {
    await crawling.remove("lake", "rows/readings/year=2024/month=2/a.parquet");
    expect(await crawling.crawl("lake")).toMatchObject({ status: "SUCCEEDED", counts: { partitionsDeleted: 0 } });
    expect(await crawling.partitions("lake", "readings")).toHaveLength(3);
    expect(await crawling.log("lake")).toContain('have no files any more, and are left: ["2024","2"]');
  });

  it("changes a table's columns only where its policy is to update", async () => {
    await crawling.put(
      "lake",
      "rows/zipcodes/b.parquet",
      await parquetOf("SELECT 'BXL' AS sensor, 1 AS lane, 2.5::FLOAT AS more"),
    );
    await crawling.crawl("lake");
    expect(columnsOf(await crawling.table("lake", "zipcodes"))).toEqual(["sensor varchar(12)", "lane int"]);
    expect(await crawling.log("lake")).toContain("Table zipcodes, rows/zipcodes/b.parquet: column more float is new");
    expect(await crawling.crawl("widening")).toMatchObject({ counts: { tablesUpdated: 1 } });
    expect(columnsOf(await crawling.table("lake", "zipcodes"))).toEqual(["sensor string", "lane int", "more float"]);
  });

  it("asks for what it does in the name of its role", async () => {
    const asked: string[] = [];
    const off = running.host.events.on((event: HostEvent) => {
      if (event.kind === "call" && event.call.caller === "crawler-role") {
        asked.push(`${event.call.action} ${event.call.resource}`);
      }
    });
    await crawling.put("lake", "rows/readings/year=2026/month=1/a.parquet", await rows("1"));
    await crawling.crawl("lake");
    off();
    const account = `arn:aws:glue:${region}:000000000000`;
    expect(asked).toEqual(
      expect.arrayContaining([
        `glue:GetTable ${account}:table/lake/readings`,
        "s3:ListBucket arn:aws:s3:::lake",
        "s3:GetObject arn:aws:s3:::lake/rows/readings/year=2026/month=1/a.parquet",
        `glue:BatchCreatePartition ${account}:table/lake/readings`,
      ]),
    );
    expect(asked).not.toContain("s3:GetObject arn:aws:s3:::lake/rows/readings/year=2024/month=12/b.parquet");
    expect(asked.filter((one) => /Update|CreateTable|Delete/.test(one))).toEqual([]);
  });
});

describe("a local crawler that runs", () => {
  beforeAll(async () => {
    for (let file = 0; file < 150; file += 1) {
      const rows = Array.from({ length: 4000 }, (_, row) => `${row},${row / 2},text of ${row}`).join("\n");
      await crawling.put("landing", `many/${file}.csv`, `id,half,said\n${rows}\n`);
    }
  });

  it("refuses a second start, stops when it is told to, and is then ready again", async () => {
    const { client } = crawling;
    const Name = "many";
    const ended = crawling.ended(Name);
    await client.send(new glue.StartCrawlerCommand({ Name }));
    expect(await crawling.crawler(Name)).toMatchObject({ State: "RUNNING" });
    const second = client.send(new glue.StartCrawlerCommand({ Name }));
    await expect(second).rejects.toBeInstanceOf(glue.CrawlerRunningException);
    await client.send(new glue.StopCrawlerCommand({ Name }));
    const again = client.send(new glue.StopCrawlerCommand({ Name }));
    await expect(again).rejects.toBeInstanceOf(glue.CrawlerStoppingException);
    expect(await ended).toMatchObject({ status: "CANCELLED", counts: { tablesCreated: 0 } });
    expect(await crawling.crawler(Name)).toMatchObject({ State: "READY", LastCrawl: { Status: "CANCELLED" } });
    const idle = client.send(new glue.StopCrawlerCommand({ Name }));
    await expect(idle).rejects.toBeInstanceOf(glue.CrawlerNotRunningException);
  });

  it("ends with its host, and the next host finds it ready", async () => {
    await crawling.client.send(new glue.StartCrawlerCommand({ Name: "many" }));
    await running.restart();
    expect(await crawling.crawler("many")).toMatchObject({ State: "READY", LastCrawl: { Status: "CANCELLED" } });
  });

  it("is known by its name and region only", async () => {
    const unknown = crawling.client.send(new glue.StartCrawlerCommand({ Name: "unknown" }));
    await expect(unknown).rejects.toBeInstanceOf(glue.EntityNotFoundException);
    const { Crawlers } = await crawling.client.send(new glue.GetCrawlersCommand({}));
    expect(Crawlers?.map(({ Name }) => Name)).toContain("lake");
    const { CrawlerMetricsList } = await crawling.client.send(
      new glue.GetCrawlerMetricsCommand({ CrawlerNameList: ["datasets"] }),
    );
    expect(CrawlerMetricsList).toMatchObject([{ CrawlerName: "datasets", StillEstimating: false }]);
    const far = new glue.GlueClient(running.host.clientConfig("us-east-1"));
    await expect(far.send(new glue.GetCrawlerCommand({ Name: "lake" }))).rejects.toThrow("does not exist");
  });
});
