import { layout } from "../../core/commit/layout.ts";
import type { Manifest, ManifestFile } from "../../core/commit/Manifest.ts";
import { inParallel } from "../../core/inParallel.ts";
import type { Lake } from "../s3/Lake.ts";
import { putJson } from "../s3/putJson.ts";
import type { CountedFile } from "./ConvertFile.ts";
import { putFile } from "./putFile.ts";

/** Which attempt at which run. */
export interface Attempt {
  readonly run: string;
  /** From 0. */
  readonly attempt: number;
}

/** A region's lake bucket. */
export interface Target extends Lake {
  readonly region: string;
}

/** What a manifest says beside the files and where they are. */
export type StagingFacts = Omit<Manifest, "region" | "files">;

/** Uploads at once to one region. */
const width = 8;

/** Uploads local files to one region's staging area, and then the manifest that names them. */
export async function stage(facts: StagingFacts, target: Target, files: readonly CountedFile[]): Promise<void> {
  const { run, attempt } = facts;
  const stageFile = async ({ path, place, rows }: CountedFile): Promise<ManifestFile> => {
    const key = layout.staged(run, attempt, place);
    const put = await putFile(target.s3, { bucket: target.bucket, key, path });
    return { key, place: { ...place, partition: pairs(place) }, rows, ...put };
  };
  const staged = await inParallel(files, width, stageFile);
  const manifest: Manifest = { ...facts, region: target.region, files: staged };
  await putJson(target, layout.manifest(run, attempt), manifest);
}

function pairs({ partition }: CountedFile["place"]): [string, string][] {
  return partition.map(([name, value]) => [name, value]);
}
