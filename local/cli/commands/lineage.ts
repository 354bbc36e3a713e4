import { S3Client } from "@aws-sdk/client-s3";
import { SluiceError } from "../../../core/errors.ts";
import { type LineageQuestion, lineageOf } from "../../../jobs/lineage/lineageOf.ts";
import { exitCodes } from "../exitCodes.ts";
import { formatLineage } from "../formatLineage.ts";
import { requireDataset } from "../requireDataset.ts";
import { runName } from "../runs/runName.ts";
import type { TargetOptions } from "../target/openStack.ts";
import { openTarget } from "../target/openTarget.ts";

export interface LineageOptions extends TargetOptions {
  /** @default that of the run */
  readonly dataset?: string;
  /** Key in the landing bucket. */
  readonly source?: string;
  readonly run?: string;
  readonly json?: boolean;
}

/**
 * Prints which runs published which files and rows of a source object, in each region, and what each replaced; or what a
 * run published.
 * @throws SluiceError `cli.no_source`, `cli.unknown_dataset`, `cli.no_such_run`
 */
export async function lineage(options: LineageOptions): Promise<void> {
  const { dataset, question } = questionOf(options);
  const { name } = requireDataset(dataset);
  await using target = await openTarget(options);
  const lakes = Object.entries(target.outputs.lakes).map(([region, bucket]) => {
    return { region, bucket, s3: new S3Client(target.clientConfig(region)) };
  });
  try {
    const found = await lineageOf(lakes, name, question(target.outputs.landingBucket));
    process.stdout.write(`${options.json ? JSON.stringify(found, null, 2) : formatLineage(found)}\n`);
    if (Object.keys(found.unanswered).length > 0) process.exitCode = exitCodes.runFailed.code;
  } finally {
    for (const { s3 } of lakes) s3.destroy();
  }
}

function questionOf({ dataset, source, run }: LineageOptions): {
  readonly dataset: string;
  question(bucket: string): LineageQuestion;
} {
  if (run !== undefined) {
    const named = runName(run);
    return { dataset: dataset ?? named.dataset, question: () => ({ run: named.run }) };
  }
  if (source !== undefined) {
    const key = source.replace(/^s3:\/\/[^/]+\//, "");
    return { dataset: dataset ?? key.split("/")[0] ?? "", question: (bucket) => ({ source: { bucket, key } }) };
  }
  throw new SluiceError("cli.no_source", "Nothing says whose lineage is asked for", {
    mend: "give --source and a key of the landing bucket, or --run and a run",
  });
}
