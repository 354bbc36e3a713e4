import * as pulumi from "@pulumi/pulumi";
import type { Contract } from "../../core/contract/Contract.ts";
import { warehouseNames } from "../../core/emit/warehouseNames.ts";
import { Alerts } from "../../infra/Alerts.ts";
import { Catalog, type CatalogTables } from "../../infra/Catalog.ts";
import { Crawler } from "../../infra/Crawler.ts";
import { Fn } from "../../infra/Fn.ts";
import { Lake } from "../../infra/Lake.ts";
import { Machine } from "../../infra/Machine.ts";
import { Warehouse, type WarehouseCapacity } from "../../infra/Warehouse.ts";
import { type RegionInput, type RegionOutput, regionFlow } from "./regionFlow.ts";

/** One region's half of the pipeline: lake, catalog, warehouse, and the machine that publishes a run there. */
export interface Regional {
  readonly region: string;
  readonly lake: Lake;
  readonly catalog: Catalog;
  /** Absent where the stack has no warehouses. */
  readonly warehouse: Warehouse | undefined;
  readonly machine: Machine<RegionInput, RegionOutput>;
  readonly alerts: Alerts;
  /** Where the steps of a function log, by the function's name in the flow. */
  readonly logs: Readonly<Record<string, pulumi.Output<string>>>;
}

export interface RegionalArgs extends CatalogTables {
  readonly region: string;
  /** Whose machine it is; named in mails. */
  readonly pipeline: string;
  /** Of the Glue database. */
  readonly database: string;
  /** Datasets whose committed files are catalogued by a crawler. */
  readonly crawled: readonly Contract[];
  /** Of the region's warehouse. @default there is none */
  readonly warehouse: WarehouseCapacity | undefined;
  /** Who is mailed. */
  readonly emails: readonly string[];
  /** What follows the commands in mails. */
  readonly commandOptions: string;
}

/** Declares the resources that each region has. Names carry the region's role, as roles and policies are global. */
export function regional(name: string, args: RegionalArgs, parent: pulumi.Resource): Regional {
  const { region, pipeline, contracts, tables, database } = args;
  const lake = new Lake(`${name}-lake`, { region }, { parent });
  const place = { region, bucket: lake.bucket };
  const catalog = new Catalog(`${name}-catalog`, { ...place, database, contracts, tables }, { parent });
  const reads = { lakeArn: lake.arn, database: catalog.database, catalogArns: catalog.readableArns };
  const warehouse =
    args.warehouse && new Warehouse(name, { region, reads, contracts, capacity: args.warehouse }, { parent });
  const crawler = lakeCrawler(name, args, lake, catalog, parent);
  const commit = commitFunction(name, region, lake, warehouse, parent);
  const register = registerFunction(name, region, lake, catalog, parent);
  const machine = new Machine(
    name,
    {
      region,
      flow: regionFlow({ pipeline, crawl: crawler !== undefined, warehouse: warehouse !== undefined }),
      arns: {
        functions: { commit: commit.arn, register: register.arn },
        resources: {
          ...(crawler && { "lake-crawler": crawler.arn }),
          ...(warehouse && { workgroup: warehouse.workgroupArn }),
        },
        settings: { ...(crawler && { "lake-crawler": crawler.name }) },
      },
      ...(warehouse && { databaseRoles: [warehouseNames.refresher] }),
    },
    { parent },
  );
  const alerts = new Alerts(
    `${name}-alerts`,
    { region, pipeline, emails: args.emails, commandOptions: args.commandOptions },
    { parent },
  );
  const logs = { commit: commit.logGroup, register: register.logGroup };
  return { region, lake, catalog, warehouse, machine, alerts, logs };
}

function lakeCrawler(
  name: string,
  { region, crawled }: RegionalArgs,
  lake: Lake,
  { database, databaseArn }: Catalog,
  parent: pulumi.Resource,
): Crawler | undefined {
  const tables = crawled.map((contract) => contract.name);
  if (tables.length === 0) return undefined;
  const crawls = { kind: "committed" as const, lakeArn: lake.arn, database, databaseArn, tables };
  return new Crawler(`${name}-lake`, { region, crawls }, { parent });
}

function commitFunction(
  name: string,
  region: string,
  lake: Lake,
  warehouse: Warehouse | undefined,
  parent: pulumi.Resource,
): Fn {
  const within = (...prefixes: string[]) => prefixes.map((prefix) => pulumi.interpolate`${lake.arn}/${prefix}`);
  const ofWarehouse = warehouse && {
    SLUICE_WORKGROUP: warehouse.workgroup,
    SLUICE_WAREHOUSE_DATABASE: warehouse.database,
  };
  return new Fn(
    `${name}-commit`,
    {
      handler: "commit",
      region,
      timeout: 300,
      environment: { SLUICE_LAKE: lake.bucket, ...ofWarehouse },
      permissions: [
        { actions: ["s3:ListBucket"], resources: [lake.arn] },
        { actions: ["s3:GetObject"], resources: within("staging/*", "commits/*") },
        { actions: ["s3:PutObject"], resources: within("rows/*", "rejects/*", "commits/*", "reports/*") },
        { actions: ["s3:DeleteObject", "s3:AbortMultipartUpload"], resources: within("rows/*", "rejects/*") },
        { actions: ["s3:DeleteObject"], resources: within("commits/*/intents/*") },
      ],
    },
    { parent },
  );
}

function registerFunction(name: string, region: string, lake: Lake, catalog: Catalog, parent: pulumi.Resource): Fn {
  return new Fn(
    `${name}-register`,
    {
      handler: "register",
      region,
      environment: { SLUICE_LAKE: lake.bucket, SLUICE_DATABASE: catalog.database },
      permissions: [
        { actions: ["s3:ListBucket"], resources: [lake.arn] },
        { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${lake.arn}/commits/*`] },
        { actions: ["glue:GetTable", "glue:BatchCreatePartition"], resources: catalog.partitionedArns },
        ...(catalog.evolvingArns === undefined
          ? []
          : [{ actions: ["glue:UpdateTable", "glue:BatchUpdatePartition"], resources: catalog.evolvingArns }]),
      ],
    },
    { parent },
  );
}
