import * as pulumi from "@pulumi/pulumi";
import { registry } from "../../datasets/registry.ts";
import { Catalog } from "../../infra/Catalog.ts";
import { Fn } from "../../infra/Fn.ts";
import { Lake } from "../../infra/Lake.ts";
import { Machine } from "../../infra/Machine.ts";
import { regionFlow } from "./regionFlow.ts";

/** One region's half of the pipeline: lake, catalog, and the machine that publishes a run there. */
export interface Regional {
  readonly region: string;
  readonly lake: Lake;
  readonly catalog: Catalog;
  readonly machine: Machine<unknown, unknown>;
}

/** Declares the resources that each region has. Names carry the region's role, as roles and policies are global. */
export function regional(name: string, region: string, parent: pulumi.Resource): Regional {
  const options = { parent };
  const lake = new Lake(`${name}-lake`, { region }, options);
  const database = `${pulumi.getProject()}_${pulumi.getStack()}`.replaceAll("-", "_");
  const catalog = new Catalog(
    `${name}-catalog`,
    { region, database, contracts: [...registry.values()], bucket: lake.bucket },
    options,
  );
  const within = (...prefixes: string[]) => prefixes.map((prefix) => pulumi.interpolate`${lake.arn}/${prefix}`);
  const list = { actions: ["s3:ListBucket"], resources: [lake.arn] };

  const commit = new Fn(
    `${name}-commit`,
    {
      handler: "commit",
      region,
      timeout: 300,
      environment: { SLUICE_LAKE: lake.bucket },
      permissions: [
        list,
        { actions: ["s3:GetObject"], resources: within("staging/*", "commits/*") },
        { actions: ["s3:PutObject"], resources: within("rows/*", "rejects/*", "commits/*") },
        { actions: ["s3:DeleteObject"], resources: within("rows/*", "rejects/*") },
      ],
    },
    options,
  );
  const register = new Fn(
    `${name}-register`,
    {
      handler: "register",
      region,
      environment: { SLUICE_LAKE: lake.bucket, SLUICE_DATABASE: catalog.database },
      permissions: [
        list,
        { actions: ["s3:GetObject"], resources: within("commits/*") },
        { actions: ["glue:GetTable", "glue:BatchCreatePartition"], resources: catalog.partitionedArns },
      ],
    },
    options,
  );
  const functions = { commit: commit.arn, register: register.arn };
  const machine = new Machine(name, { region, flow: regionFlow, arns: { functions } }, options);
  return { region, lake, catalog, machine };
}
