import { rm } from "node:fs/promises";
import { join } from "node:path";
import { layout } from "../../core/commit/layout.ts";
import type { Manifest } from "../../core/commit/Manifest.ts";
import { inParallel } from "../../core/inParallel.ts";
import { putJson } from "../s3/putJson.ts";
import { fetchFile } from "./fetchFile.ts";
import type { Staging } from "./findStagings.ts";
import { putFile } from "./putFile.ts";
import type { Target } from "./stage.ts";

/** Files on their way at once, and so on the local disk. */
const width = 4;

/**
 * Stages in targets what another region has: under the same attempt, each file's SHA-256 compared with the manifest
 * before it is written, and each file on the local disk only while it is copied. The manifest comes last, so that files of
 * a copy that was given up are no one's.
 * @param owners regions that have it; the first whose files are all whole is copied from
 * @param folder an empty one, for the files on their way
 * @returns how each target ended, in their order; undefined where no owner's files can be read whole
 */
export async function fillRegions(
  owners: readonly Staging[],
  targets: readonly Target[],
  folder: string,
): Promise<PromiseSettledResult<void>[] | undefined> {
  for (const owner of owners) {
    const failures = new Map<Target, unknown>();
    if (await copyFiles(owner, targets, folder, failures)) {
      const manifest = filledFrom(owner);
      return Promise.allSettled(targets.map((target) => finish(target, manifest, failures)));
    }
  }
  return undefined;
}

/** Whether all files could be read whole. A target that refuses one is noted, and left alone from then on. */
async function copyFiles(
  { target: owner, manifest }: Staging,
  targets: readonly Target[],
  folder: string,
  failures: Map<Target, unknown>,
): Promise<boolean> {
  let whole = true;
  await inParallel([...manifest.files.entries()], width, async ([index, file]) => {
    if (!whole || failures.size === targets.length) return;
    const path = join(folder, `${index}.parquet`);
    const isWhole = await fetchFile(owner, file, path).then(
      () => true,
      () => false,
    );
    whole &&= isWhole;
    for (const target of targets) {
      if (!isWhole || failures.has(target)) continue;
      const put = putFile(target.s3, { bucket: target.bucket, key: file.key, path });
      await put.catch((error: unknown) => failures.set(target, error));
    }
    await rm(path, { force: true });
  });
  return whole;
}

function filledFrom({ target, manifest }: Staging): Manifest {
  return { ...manifest, filled: { from: manifest.filled?.from ?? target.region, at: new Date().toISOString() } };
}

async function finish(target: Target, manifest: Manifest, failures: ReadonlyMap<Target, unknown>): Promise<void> {
  if (failures.has(target)) throw failures.get(target);
  const { run, attempt } = manifest;
  await putJson(target, layout.manifest(run, attempt), { ...manifest, region: target.region });
}
