import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { layout } from "../../core/commit/layout.ts";
import type { Manifest, ManifestFile } from "../../core/commit/Manifest.ts";
import { inParallel } from "../../core/inParallel.ts";
import type { ConvertedFile, CountedFile } from "./ConvertFile.ts";
import { putFile } from "./putFile.ts";

/** Which attempt at which run. */
export interface Attempt {
  readonly run: string;
  /** From 0. */
  readonly attempt: number;
}

/** A region's lake bucket. */
export interface Target {
  readonly region: string;
  readonly bucket: string;
  readonly s3: S3Client;
}

/** Uploads at once to one region. */
const width = 8;

/** Uploads the files of a conversion to one region's staging area, and then the manifest that names them. */
export async function stage(
  { run, attempt }: Attempt,
  contract: string,
  { region, bucket, s3 }: Target,
  converted: ConvertedFile,
): Promise<void> {
  const stageFile = async ({ path, place, rows }: CountedFile): Promise<ManifestFile> => {
    const key = layout.staged(run, attempt, place);
    return { key, place: { ...place, partition: pairs(place) }, rows, ...(await putFile(s3, { bucket, key, path })) };
  };
  const { read, written, rejected, reasons, duplicateKeys } = converted;
  const counts = { read, written, rejected, reasons: { ...reasons }, duplicateKeys };
  const files = await inParallel(converted.files, width, stageFile);
  const manifest: Manifest = { run, attempt, region, contract, ...counts, files };
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: layout.manifest(run, attempt),
      Body: JSON.stringify(manifest),
      ContentType: "application/json",
    }),
  );
}

function pairs({ partition }: CountedFile["place"]): [string, string][] {
  return partition.map(([name, value]) => [name, value]);
}
