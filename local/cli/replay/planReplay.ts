import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommitRecord } from "../../../core/commit/CommitRecord.ts";
import type { ManifestFile } from "../../../core/commit/Manifest.ts";
import type { Replay } from "../../../core/commit/Replay.ts";
import type { Run } from "../../../core/commit/Run.ts";
import { replayId } from "../../../core/commit/replayId.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { requireEngine } from "../../../core/engine/requireEngine.ts";
import { SluiceError } from "../../../core/errors.ts";
import { checkCorrections } from "../../../core/replay/checkCorrections.ts";
import { notReplayable } from "../../../core/replay/notReplayable.ts";
import { findRejects } from "../../../jobs/replay/findRejects.ts";
import { readCorrections } from "../../../jobs/replay/readCorrections.ts";
import { readRejects } from "../../../jobs/replay/readRejects.ts";
import type { Lake } from "../../../jobs/s3/Lake.ts";
import { sha256OfFile } from "../../../jobs/staging/sha256OfFile.ts";
import { lakeOf } from "../lakeOf.ts";
import { requireSameContract } from "../requireSameContract.ts";
import type { Target } from "../target/Target.ts";

/** A replay that can be started once its file is uploaded. */
export interface ReplayPlan extends Omit<Replay, "file">, Omit<Run, "replay" | "source"> {
  /** Version that the rejects are of. */
  readonly source: Omit<Run["source"], "size">;
}

/**
 * What the replay of a file of corrections is, by what is published in the near region; or which replay has published
 * this very file already.
 * @param run whose rejects are corrected, or a replay of it
 * @throws SluiceError `replay.not_published`, `replay.superseded`, `cli.contract_changed`, `engine.unfit`, and as
 * `readCorrections` and `checkCorrections` do
 */
export async function planReplay(
  target: Target,
  dataset: string,
  run: string,
  path: string,
): Promise<ReplayPlan | { readonly already: string }> {
  const lake = lakeOf(target);
  try {
    const { record, from, files = [] } = (await findRejects(lake, dataset, run)) ?? {};
    if (record === undefined) throw notPublished(run);
    if (from !== "published") throw notReplayable("superseded", { run });
    const contract = requireSameContract(dataset, record.contract, record.source.key);
    requireEngine(contract, "duckdb");
    const sha256 = await sha256OfFile(path);
    const already = record.supplements.find((each) => each.sha256 === sha256);
    if (already !== undefined) return { already: already.run };
    await checkFile(lake, contract, record, files, path);
    return planOf(contract, record, sha256);
  } finally {
    lake.s3.destroy();
  }
}

/** The step that converts it checks the same: here it is told before anything starts. */
async function checkFile(
  lake: Lake,
  contract: Contract,
  { run }: CommitRecord,
  files: readonly ManifestFile[],
  path: string,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-replay-"));
  try {
    const numbers = await readCorrections(contract, async () => createReadStream(path), join(folder, "corrected.csv"));
    const rejects = await readRejects(lake, files);
    checkCorrections(numbers, new Set(rejects.map(({ record }) => record)), run);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function planOf(contract: Contract, record: CommitRecord, sha256: string): ReplayPlan {
  const { name: dataset, hash, catalog } = contract;
  const of = { run: record.run, attempt: record.attempt };
  const onto = record.supplements.map((each) => each.run);
  const run = replayId({ dataset, contract: hash, of, onto, sha256 });
  const source = { ...record.source, sequencer: record.sequencer };
  return { run, attempt: 0, dataset, contract: hash, source, engine: "duckdb", catalog, of, onto, sha256 };
}

function notPublished(run: string): SluiceError {
  return new SluiceError("replay.not_published", "The run has published nothing whose rejects could be replayed", {
    where: run,
    mend: "mend the source file and land it again",
  });
}
