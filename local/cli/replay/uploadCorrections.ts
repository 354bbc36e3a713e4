import { createReadStream } from "node:fs";
import { HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Run } from "../../../core/commit/Run.ts";
import { replaysFolder } from "../../../core/replay/replaysFolder.ts";
import { isPreconditionFailed } from "../../../jobs/s3/isPreconditionFailed.ts";
import { nearRegion } from "../nearRegion.ts";
import type { Target } from "../target/Target.ts";
import type { ReplayPlan } from "./planReplay.ts";

/**
 * Uploads a file of corrections to the landing bucket, under the replay's own name, and answers the run that converts it.
 * One that is there already has the same content, of which the name is made: it is taken.
 */
export async function uploadCorrections(
  { clientConfig, outputs }: Pick<Target, "clientConfig" | "outputs">,
  { of, onto, sha256, source, ...run }: ReplayPlan,
  { path, size }: { readonly path: string; readonly size: number },
): Promise<Run> {
  const s3 = new S3Client(clientConfig(nearRegion(outputs)));
  const bucket = outputs.landingBucket;
  const key = `${replaysFolder}${run.dataset}/${run.run}.csv`;
  try {
    const versionId = await versionOf(s3, { Bucket: bucket, Key: key }, path, size);
    const file = { bucket, key, versionId, size };
    return { ...run, source: { ...source, size }, replay: { of, onto, file, sha256 } };
  } finally {
    s3.destroy();
  }
}

async function versionOf(
  s3: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  path: string,
  size: number,
): Promise<string> {
  try {
    const body = { Body: createReadStream(path), ContentLength: size, ContentType: "text/csv" };
    const { VersionId = "" } = await s3.send(new PutObjectCommand({ ...object, ...body, IfNoneMatch: "*" }));
    return VersionId;
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error;
    const { VersionId = "" } = await s3.send(new HeadObjectCommand(object));
    return VersionId;
  }
}
