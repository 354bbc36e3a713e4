import * as pulumi from "@pulumi/pulumi";
import { trafficLocations } from "../../datasets/trafficLocations.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import type { Crawler } from "../../infra/Crawler.ts";
import { Fn } from "../../infra/Fn.ts";
import { glueArns } from "../../infra/glueArns.ts";
import type { PrivateBucket } from "../../infra/PrivateBucket.ts";
import type { StackConfig } from "../config.ts";
import type { Regional } from "../shared/regional.ts";
import { resultTables } from "./resultTables.ts";

export interface TrafficStepsArgs {
  readonly config: StackConfig;
  readonly raw: PrivateBucket;
  readonly rawCrawler: Crawler;
  readonly near: Regional;
  /** Where queries leave their results. */
  readonly results: { readonly prefix: string };
}

/** The functions of the machines' steps; `build` is what the engine's transform is built by. */
export type TrafficSteps = Readonly<Record<"plan-days" | "build" | "stage-days", Fn>>;

export function trafficSteps(
  { config, raw, rawCrawler, near, results }: TrafficStepsArgs,
  parent: pulumi.Resource,
): TrafficSteps {
  const { region, lake, catalog } = near;
  const arns = glueArns(rawCrawler.databaseArn);
  const of = {
    SLUICE_ZONE: config.trafficZone,
    SLUICE_LATENESS_HOURS: String(config.trafficLatenessHours),
    SLUICE_RAW_BUCKET: raw.bucket,
    SLUICE_RAW_DATABASE: rawCrawler.database,
    SLUICE_LOCATIONS_TABLE: trafficLocations.name,
    SLUICE_LAKE: lake.bucket,
    SLUICE_DATABASE: catalog.database,
    SLUICE_STAGING_TABLE: resultTables[1].table.name,
    SLUICE_STAGING: pulumi.interpolate`s3://${lake.bucket}/${resultTables[1].prefix}`,
    SLUICE_ENGINE: config.trafficEngine,
  };
  const within = (...prefixes: string[]) => prefixes.map((prefix) => pulumi.interpolate`${lake.arn}/${prefix}`);
  const fn = (handler: string, rest: Omit<ConstructorParameters<typeof Fn>[1], "handler" | "region" | "environment">) =>
    new Fn(`traffic-${handler}`, { handler, region, environment: of, ...rest }, { parent });
  const readTables = (actions: string[], ...tables: string[]) => {
    const resources = [arns.catalog, rawCrawler.databaseArn, ...tables.map((table) => arns.table(table))];
    return { actions, resources };
  };
  const findWritten = [
    { actions: ["s3:ListBucket"], resources: [lake.arn] },
    { actions: ["s3:GetObject"], resources: within("commits/*/record.json") },
  ];
  const raws = [trafficRaw.name, trafficLocations.name];
  const staged = [`${results.prefix}*`, `${resultTables[1].prefix}*`];
  return {
    "plan-days": fn("plan-days", {
      timeout: 300,
      permissions: [
        { actions: ["s3:ListBucket"], resources: [raw.arn] },
        readTables(["glue:GetTable", "glue:BatchGetPartition"], trafficRaw.name),
      ],
    }),
    build:
      config.trafficEngine === "spark"
        ? fn("build-job", { permissions: [...findWritten, readTables(["glue:GetTable"], ...raws)] })
        : fn("build-query", { permissions: findWritten }),
    "stage-days": fn("stage-days", {
      memory: 1769,
      timeout: 900,
      disk: 2048,
      permissions: [
        { actions: ["s3:GetObject"], resources: within(...staged) },
        { actions: ["s3:PutObject"], resources: within("staging/*/manifest.json", "staging/*/verified.json") },
      ],
    }),
  };
}
