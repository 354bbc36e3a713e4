import * as pulumi from "@pulumi/pulumi";
import type { Crawler } from "../../infra/Crawler.ts";
import { Fn } from "../../infra/Fn.ts";
import { glueArns } from "../../infra/glueArns.ts";
import type { Landing } from "../../infra/Landing.ts";
import type { Regional } from "../shared/regional.ts";
import { crawledDatasets } from "./crawledDatasets.ts";

export interface MainStepsArgs {
  readonly landing: Landing;
  /** Of the landed files; absent where no dataset is crawled. */
  readonly crawler: Crawler | undefined;
  readonly near: Regional;
  readonly far: Regional | undefined;
}

/** The functions of the main machine's steps, by the names that the flow gives them. */
export function mainSteps(args: MainStepsArgs, parent: pulumi.Resource): Record<string, Fn> {
  return {
    ...convertAndVerify(args, parent),
    ...(args.crawler && compareSchema(args.near.region, args.crawler, parent)),
    ...(args.far && farRegion(args.near.region, args.far, parent)),
  };
}

function convertAndVerify({ landing, near, far }: MainStepsArgs, parent: pulumi.Resource): Record<string, Fn> {
  const regions = { near: bucketOf(near), ...(far && { far: bucketOf(far) }) };
  const lakes = [near, ...(far ? [far] : [])].map(({ lake }) => lake);
  const staging = lakes.map((lake) => pulumi.interpolate`${lake.arn}/staging/*`);
  const readStaging = [
    { actions: ["s3:ListBucket"], resources: lakes.map((lake) => lake.arn) },
    { actions: ["s3:GetObject"], resources: staging },
  ];
  const fill = [...readStaging, { actions: ["s3:PutObject", "s3:AbortMultipartUpload"], resources: staging }];
  const stage = [
    ...fill,
    { actions: ["s3:GetObjectVersion"], resources: [pulumi.interpolate`${landing.bucketArn}/*`] },
  ];
  const readRejects = {
    actions: ["s3:GetObject"],
    resources: ["commits/*/record.json", "rejects/*"].map((keys) => pulumi.interpolate`${near.lake.arn}/${keys}`),
  };
  const leaveVerdicts = {
    actions: ["s3:PutObject"],
    resources: lakes.flatMap(({ arn }) =>
      ["verified", "refused"].map((verdict) => pulumi.interpolate`${arn}/staging/*/${verdict}.json`),
    ),
  };
  const { region } = near;
  const environment = { SLUICE_REGIONS: pulumi.jsonStringify(regions) };
  const heavy = { region, environment, memory: 3538, timeout: 900, disk: 10_240 };
  // parquetjs-lite makes buffers as they were made before Node 6, of which Node warns in each process.
  const quiet = { ...environment, NODE_OPTIONS: "--disable-warning=DEP0005" };
  const light = { region, environment: quiet, memory: 1769, timeout: 300 };
  const fn = (handler: string, rest: Omit<ConstructorParameters<typeof Fn>[1], "handler">) =>
    new Fn(`csv-lake-${handler}`, { handler, ...rest }, { parent });
  return {
    "convert-inline": fn("convert-inline", { ...light, permissions: stage }),
    "convert-duckdb": fn("convert-duckdb", { ...heavy, permissions: [...stage, readRejects] }),
    "find-staged": fn("find-staged", { ...heavy, permissions: fill }),
    verify: fn("verify", { ...heavy, permissions: [...readStaging, leaveVerdicts] }),
  };
}

function bucketOf({ region, lake }: Regional) {
  return { name: region, bucket: lake.bucket };
}

function compareSchema(region: string, crawler: Crawler, parent: pulumi.Resource): Record<string, Fn> {
  const arns = glueArns(crawler.databaseArn);
  const compare = new Fn(
    "csv-lake-compare-schema",
    {
      region,
      handler: "compare-schema",
      environment: { SLUICE_LANDING_DATABASE: crawler.database },
      permissions: [
        {
          actions: ["glue:GetTable"],
          resources: [arns.catalog, crawler.databaseArn, ...crawledDatasets().map(({ name }) => arns.table(name))],
        },
      ],
    },
    { parent },
  );
  return { "compare-schema": compare };
}

function farRegion(region: string, far: Regional, parent: pulumi.Resource): Record<string, Fn> {
  const reach = new Fn(
    "csv-lake-far-region",
    {
      region,
      handler: "far-region",
      environment: { SLUICE_FAR_REGION: far.region, SLUICE_FAR_MACHINE: far.machine.arn },
      permissions: [
        { actions: ["states:StartExecution"], resources: [far.machine.arn] },
        { actions: ["states:DescribeExecution"], resources: [far.machine.executionsArn] },
      ],
    },
    { parent },
  );
  return { "far-region": reach };
}
