import type * as pulumi from "@pulumi/pulumi";
import { logGroupPage, logPage, streamsPage } from "../../core/alert/consoleLinks.ts";
import type { SparkJob } from "../../infra/SparkJob.ts";
import type { Regional } from "../shared/regional.ts";
import type { TrafficSteps } from "./trafficSteps.ts";

/** What `places` names: the log pages of functions and, where there is one, of the job. */
export function placeSettings(
  { region, logs }: Regional,
  steps: TrafficSteps,
  job: SparkJob | undefined,
): Record<string, pulumi.Output<string>> {
  const page = (of: typeof logPage, { logGroup }: { readonly logGroup: pulumi.Output<string> }) =>
    logGroup.apply((group) => of(region, group));
  const ofDays = Object.entries(logs).map(
    ([name, logGroup]) => [`${name}-group`, page(logGroupPage, { logGroup })] as const,
  );
  return {
    "plan-days-log": page(logPage, steps["plan-days"]),
    "build-group": page(logGroupPage, steps.build),
    "stage-days-group": page(logGroupPage, steps["stage-days"]),
    ...Object.fromEntries(ofDays),
    ...(job && { "run-job-group": page(logGroupPage, job), "run-job-streams": page(streamsPage, job) }),
  };
}
