import type { Place } from "../../core/alert/failureMail.ts";
import { type SettingRef, settingRef } from "../../core/flow/references.ts";
import type { RangeFlowOptions } from "./rangeFlow.ts";

/** A place before its texts are known. */
type PlaceRefs = { readonly [Member in keyof Place]?: SettingRef };

/** The steps of a range's machine, and of a day's, that causes begin with. */
export const rangeSteps = [
  ...["BuildQuery", "StartQuery", "GetQuery", "BuildJob", "RunJob", "StageDays"],
  ...["PublishDays", "Commit", "Register", "Finish"],
] as const;

/** Where a failed step has its log, by the names that the mail gives them. */
export function places({ engine }: RangeFlowOptions): Record<string, PlaceRefs> {
  const build = { group: settingRef("build-group") };
  const ofEngine = {
    athena: { "Repartition.BuildQuery": build },
    spark: {
      "Repartition.BuildJob": build,
      "Repartition.RunJob": { group: settingRef("run-job-group"), streams: settingRef("run-job-streams") },
    },
  };
  const commit = { group: settingRef("commit-group") };
  return {
    PlanDays: { log: settingRef("plan-days-log") },
    ...ofEngine[engine],
    "Repartition.StageDays": { group: settingRef("stage-days-group") },
    "Repartition.PublishDays.Commit": commit,
    "Repartition.PublishDays.Register": { group: settingRef("register-group") },
    "Repartition.PublishDays.Finish": commit,
  };
}
