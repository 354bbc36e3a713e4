import type * as pulumi from "@pulumi/pulumi";
import { logPage, streamsPage } from "../../core/alert/consoleLinks.ts";
import type { Fn } from "../../infra/Fn.ts";
import type { SparkJob } from "../../infra/SparkJob.ts";
import type { Regional } from "../shared/regional.ts";

type Settings = Record<string, pulumi.Input<string>>;

/** What `placesOf` names: the log pages of functions and of the job, and each region with its machine. */
export function placeSettings(
  functions: Readonly<Record<string, Fn>>,
  job: SparkJob,
  near: Regional,
  far: Regional | undefined,
): Settings {
  const main = Object.entries(functions).map(
    ([name, fn]) => [`${name}-log`, pageOf(near.region, fn.logGroup)] as const,
  );
  return {
    ...Object.fromEntries(main),
    ...ofJob(near.region, job),
    ...ofRegion("near", near),
    ...(far && ofRegion("far", far)),
  };
}

function ofJob(region: string, { logGroup }: SparkJob): Settings {
  const streams = logGroup.apply((group) => streamsPage(region, group));
  return { "convert-spark-log": pageOf(region, logGroup), "convert-spark-streams": streams };
}

function ofRegion(role: "near" | "far", { region, machine, logs }: Regional): Settings {
  const pages = Object.entries(logs).map(([name, group]) => [`${role}-${name}-log`, pageOf(region, group)] as const);
  return { [`${role}-region`]: region, [`${role}-machine`]: machine.arn, ...Object.fromEntries(pages) };
}

function pageOf(region: string, logGroup: pulumi.Output<string>): pulumi.Output<string> {
  return logGroup.apply((group) => logPage(region, group));
}
