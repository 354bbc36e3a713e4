import { commitRecord } from "../../core/commit/CommitRecord.ts";
import { layout } from "../../core/commit/layout.ts";
import { runReport } from "../../core/commit/RunReport.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import { inParallel } from "../../core/inParallel.ts";
import type { LineageVersion } from "../../core/lineage/Lineage.ts";
import { lineageOfSource, type RegionEvidence } from "../../core/lineage/lineageOfSource.ts";
import type { Lake } from "../s3/Lake.ts";
import { listObjects } from "../s3/listObjects.ts";
import { readJson } from "../s3/readJson.ts";
import { foldersOfRun } from "./foldersOfRun.ts";

/** A region's lake, by the region's name. */
export interface RegionLake extends Lake {
  readonly region: string;
}

/** What is asked for: an object of the landing bucket, or a run. */
export type LineageQuestion =
  | { readonly source: { readonly bucket: string; readonly key: string } }
  | { readonly run: string };

export interface Lineage {
  /** The newest first; of a source object all that reached any region, of a run its attempts and replays. */
  readonly versions: readonly LineageVersion[];
  /** What regions answered instead, by region: a message. Empty where all answered. */
  readonly unanswered: Readonly<Record<string, string>>;
}

/**
 * Answers from the lakes' commit records and reports which run, attempt and version published which files and rows of a
 * source object in each region, when, and what that replaced.
 */
export async function lineageOf(
  lakes: readonly RegionLake[],
  dataset: string,
  question: LineageQuestion,
): Promise<Lineage> {
  const asked = await Promise.allSettled(lakes.map((lake) => evidenceIn(lake, dataset, question)));
  const evidence = asked.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  const versions = lineageOfSource(evidence);
  const unanswered = asked.flatMap((each, index) =>
    each.status === "rejected" ? [[lakes[index]?.region ?? "", messageOf(each.reason)] as const] : [],
  );
  return {
    versions: "run" in question ? versions.filter((each) => isOfRun(each, question.run)) : versions,
    unanswered: Object.fromEntries(unanswered),
  };
}

function isOfRun({ run, replayOf }: LineageVersion, asked: string): boolean {
  return run === asked || replayOf?.run === asked;
}

async function evidenceIn(lake: RegionLake, dataset: string, question: LineageQuestion): Promise<RegionEvidence[]> {
  const folders = "run" in question ? await foldersOfRun(lake, dataset, question.run) : [sourceFolder(question.source)];
  return Promise.all(folders.map((folder) => evidenceOn(lake, dataset, folder)));
}

async function evidenceOn(lake: RegionLake, dataset: string, folder: string): Promise<RegionEvidence> {
  const { region, s3, bucket } = lake;
  const record = await readJson(s3, commitRecord, { bucket, key: layout.commitRecord(dataset, folder) });
  const listed = await listObjects(lake, `${layout.reports(dataset)}${folder}/`);
  const reports = await inParallel(listed, 16, ({ key }) => readJson(s3, runReport, { bucket, key }));
  return { region, record: record?.value, reports: reports.flatMap((each) => (each ? [each.value] : [])) };
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
}
