import type * as pulumi from "@pulumi/pulumi";
import type { Run } from "../../core/commit/Run.ts";
import { FailureRule, type RuledMachine } from "../../infra/FailureRule.ts";
import type { Machine } from "../../infra/Machine.ts";
import type { Regional } from "../shared/regional.ts";
import type { MainFlowOptions, RunOutput } from "./flow.ts";
import { pipeline } from "./pipeline.ts";
import { placesOf, regionPlaces } from "./placesOf.ts";

export interface FailureRulesArgs {
  readonly main: Machine<Run, RunOutput>;
  readonly near: Regional;
  readonly far: Regional | undefined;
  /** Those of the main machine's flow. */
  readonly options: MainFlowOptions;
  /** What places name. */
  readonly settings: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Mails what no machine can, in each region: time-outs, aborts, and failures that were not mailed. */
export function failureRules(args: FailureRulesArgs, parent: pulumi.Resource): FailureRule[] {
  const { near, far, settings, options } = args;
  const rule = (role: "near" | "far", { region, alerts }: Regional, machines: readonly RuledMachine[]) => {
    const told = { pipeline, topicArn: alerts.topicArn, commandOptions: options.commandOptions };
    return new FailureRule(`csv-lake-${role}-failures`, { region, ...told, machines, settings }, { parent });
  };
  return [
    rule("near", near, [watchedMain(args), watchedRegion("near", near)]),
    ...(far ? [rule("far", far, [watchedRegion("far", far)])] : []),
  ];
}

/**
 * A run of the main machine that was cut off is resumed as a whole: what it had started in the regions may have ended
 * either way, so that its steps are of none.
 */
function watchedMain({ main, options }: FailureRulesArgs): RuledMachine {
  const places = Object.entries(placesOf(options)).flatMap(([step, { region: _, machine: __, ...logs }]) =>
    Object.keys(logs).length === 0 ? [] : [[step, logs] as const],
  );
  return { name: "main", arn: main.arn, places: Object.fromEntries(places) };
}

/** A region's machine, which a retry may be of alone. */
function watchedRegion(role: "near" | "far", { region, machine }: Regional): RuledMachine {
  return { name: `${role}-region`, arn: machine.arn, region, places: regionPlaces(role) };
}
