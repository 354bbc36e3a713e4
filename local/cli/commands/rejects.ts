import { resolve } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import type { Contract } from "../../../core/contract/Contract.ts";
import type { Reject } from "../../../core/convert/Reject.ts";
import { SluiceError } from "../../../core/errors.ts";
import { rejectsCsv } from "../../../core/replay/rejectsCsv.ts";
import { findRejects } from "../../../jobs/replay/findRejects.ts";
import { readRejects } from "../../../jobs/replay/readRejects.ts";
import { sourceHeader } from "../../../jobs/replay/sourceHeader.ts";
import { lakeOf } from "../lakeOf.ts";
import { nearRegion } from "../nearRegion.ts";
import { formatRejects } from "../rejects/formatRejects.ts";
import { requireDataset } from "../requireDataset.ts";
import { runName } from "../runs/runName.ts";
import type { TargetOptions } from "../target/openStack.ts";
import { openTarget } from "../target/openTarget.ts";
import type { Target } from "../target/Target.ts";
import { writeNew } from "../writeNew.ts";

export interface RejectsOptions extends TargetOptions {
  /** @default the one that files land in */
  readonly region?: string;
  /** The most that are shown; a file has all of them. */
  readonly limit: number;
  /** File to write them to, so that they can be corrected and replayed. */
  readonly csv?: string;
  readonly json?: boolean;
}

/**
 * Shows the records that a run rejected, with reasons and text: of a run that is published those that no replay has
 * corrected, of any other those that it staged.
 * @throws SluiceError `cli.unknown_region`, `rejects.none_kept`; with `csv` also `replay.not_published` and
 * `rejects.source_gone`
 */
export async function rejects(given: string, options: RejectsOptions): Promise<void> {
  const { run, dataset } = runName(given);
  const contract = requireDataset(dataset);
  await using target = await openTarget(options);
  const { s3, bucket, region } = lakeOf(target, options.region);
  try {
    const found = await findRejects({ s3, bucket }, dataset, run);
    if (found === undefined) throw noneKept(run, region);
    const read = await readRejects({ s3, bucket }, found.files);
    if (options.csv !== undefined) {
      if (found.from !== "published" || found.record === undefined) throw notPublished(run);
      await writeCsv(target, contract, found.record.source, read, options.csv);
    }
    const shown = { run, region, from: found.from, rejected: read.length, rejects: read.slice(0, options.limit) };
    const text = options.json ? `${JSON.stringify(shown, null, 2)}\n` : formatRejects(shown);
    process.stdout.write(text);
    if (options.csv !== undefined && !options.json) process.stdout.write(howToReplay(run, options.csv, target));
  } finally {
    s3.destroy();
  }
}

async function writeCsv(
  target: Target,
  contract: Contract,
  source: { readonly bucket: string; readonly key: string; readonly versionId: string },
  read: readonly Reject[],
  file: string,
): Promise<void> {
  const s3 = new S3Client(target.clientConfig(nearRegion(target.outputs)));
  try {
    const header = await sourceHeader(s3, source, contract);
    await writeNew(resolve(file), rejectsCsv(contract.source, header, read), existsAlready(file));
  } finally {
    s3.destroy();
  }
}

/** What a person may have corrected is not written over. */
function existsAlready(file: string): (cause: Error) => SluiceError {
  const mend = "name a new file, as it may hold corrections";
  return (cause) => new SluiceError("rejects.file_exists", `${file} is there already`, { mend, cause });
}

function howToReplay(run: string, csv: string, { options }: Target): string {
  return `\nCorrect ${csv}, drop what is to stay rejected, keep the column _record; then:\n  npx sluice replay ${run} --rejects ${csv}${options}\n`;
}

function noneKept(run: string, region: string): SluiceError {
  return new SluiceError("rejects.none_kept", "The run has neither published nor staged anything that is still there", {
    where: `${run}, ${region}`,
    mend: "npx sluice runs lists runs, npx sluice lineage what replaced one",
  });
}

function notPublished(run: string): SluiceError {
  return new SluiceError("replay.not_published", "Only rejects of what is published can be replayed", {
    where: run,
    mend: "mend the source file and land it again",
  });
}
