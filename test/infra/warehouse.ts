import { csv } from "../../core/contract/csv.ts";
import { dataset } from "../../core/contract/dataset.ts";
import { t } from "../../core/contract/t.ts";
import { Catalog } from "../../infra/Catalog.ts";
import { Crawler } from "../../infra/Crawler.ts";
import { Lake } from "../../infra/Lake.ts";
import { Landing } from "../../infra/Landing.ts";
import { Warehouse } from "../../infra/Warehouse.ts";

/** A program of one region's warehouse and crawlers. */
const region = "eu-north-1";
const tolls = dataset("road_tolls", {
  source: csv(),
  columns: { day: t.date(), toll: t.decimal(9, 2) },
  catalog: "crawl",
  warehouse: {
    create: ["CREATE TABLE IF NOT EXISTS marts.toll_by_day (day date, toll decimal(18, 2))"],
    refresh: ["DELETE FROM marts.toll_by_day"],
  },
});
const contracts = [tolls];

const landing = new Landing("landing", { region, consumerTimeout: 7 });
const lake = new Lake("lake", { region });
const catalog = new Catalog("catalog", { region, database: "roads", contracts, bucket: lake.bucket });
const reads = { lakeArn: lake.arn, database: catalog.database, catalogArns: catalog.readableArns };
const warehouse = new Warehouse("warehouse", { region, reads, contracts });
const sized = new Warehouse("Sized_one", {
  region,
  reads,
  contracts: [],
  capacity: { baseRpu: 32, maxRpu: 64, dailyRpuHours: 5 },
});
const landed = new Crawler("landed", {
  region,
  crawls: {
    kind: "landed",
    bucket: landing.bucket,
    bucketArn: landing.bucketArn,
    prefixes: ["road_tolls"],
    dialects: [csv(), csv({ delimiter: ";", decimal: "," }), csv({ nulls: ["NA"] })],
    database: "roads_landing",
  },
});
const committed = new Crawler("committed", {
  region,
  crawls: {
    kind: "committed",
    lakeArn: lake.arn,
    database: catalog.database,
    databaseArn: catalog.databaseArn,
    tables: ["road_tolls"],
  },
});

export const { workgroup, workgroupArn, database, readerRoleArn, adminSecretArn } = warehouse;
export const sizedWorkgroup = sized.workgroup;
export const crawlers = [landed, committed].map(({ name, arn, database }) => ({ name, arn, database }));
