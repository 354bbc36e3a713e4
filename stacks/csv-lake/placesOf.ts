import type { Place } from "../../core/alert/failureMail.ts";
import { type SettingRef, settingRef } from "../../core/flow/references.ts";

/** A place before its texts are known. */
type PlaceRefs = { readonly [Member in keyof Place]?: SettingRef };

/** The steps of a region's machine that a function does, by the function. */
const regionSteps = { Commit: "commit", Finish: "commit", Register: "register" } as const;

/** The steps of the main machine that a function does, by the function. */
const mainSteps = {
  CompareSchema: "compare-schema",
  ConvertInline: "convert-inline",
  ConvertUnfit: "convert-duckdb",
  ConvertDuckdb: "convert-duckdb",
  FindStaged: "find-staged",
  CollectStaged: "find-staged",
  Verify: "verify",
} as const;

/** Where a failed step has its log, and which region it works for: by the names that `failureMail` looks up. */
export function placesOf({
  far,
  crawl,
}: {
  readonly far: boolean;
  readonly crawl: boolean;
}): Record<string, PlaceRefs> {
  const main = Object.entries(mainSteps)
    .filter(([step]) => crawl || step !== "CompareSchema")
    .map(([step, fn]) => [step, { log: log(fn) }] as const);
  const reach = { ...place("far"), log: log("far-region") };
  return Object.fromEntries([
    ...main,
    ["ConvertSpark", { log: log("convert-spark"), streams: settingRef("convert-spark-streams") }],
    ["PublishNear", place("near")],
    ...inRegion("PublishNear", "near"),
    ...(far ? [["StartFar", reach] as const, ["DescribeFar", reach] as const, ...inRegion("StartFar", "far")] : []),
  ]);
}

function place(role: "near" | "far") {
  return { region: settingRef(`${role}-region`), machine: settingRef(`${role}-machine`) };
}

function inRegion(step: string, role: "near" | "far") {
  return Object.entries(regionPlaces(role)).map(([inner, found]) => [`${step}:${inner}`, found] as const);
}

/** Where a step of a region's machine has its log. */
export function regionPlaces(role: "near" | "far") {
  return Object.fromEntries(Object.entries(regionSteps).map(([step, fn]) => [step, { log: log(`${role}-${fn}`) }]));
}

function log(fn: string) {
  return settingRef(`${fn}-log`);
}
