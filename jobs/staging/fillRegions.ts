import { join } from "node:path";
import { fetchFiles } from "./fetchFiles.ts";
import type { Staging } from "./findStagings.ts";
import { stage, type Target } from "./stage.ts";

/**
 * Stages in targets what another region has: under the same attempt, each file's SHA-256 compared with the manifest
 * before anything is written.
 * @param owners regions that have it; the first whose files are all whole is copied from
 * @param folder an empty one, for the files on their way
 * @returns how each target ended, in their order; undefined where no owner's files can be read whole
 */
export async function fillRegions(
  owners: readonly Staging[],
  targets: readonly Target[],
  folder: string,
): Promise<PromiseSettledResult<void>[] | undefined> {
  for (const [index, { target: owner, manifest }] of owners.entries()) {
    const fetched = await fetchFiles(owner, manifest, join(folder, String(index))).catch(() => undefined);
    if (fetched === undefined) continue;
    const { region: _, files: __, ...facts } = manifest;
    const filled = { from: manifest.filled?.from ?? owner.region, at: new Date().toISOString() };
    return Promise.allSettled(targets.map((target) => stage({ ...facts, filled }, target, fetched)));
  }
  return undefined;
}
