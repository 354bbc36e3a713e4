import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { inParallel } from "../../../core/inParallel.ts";
import { trafficLocations } from "../../../datasets/trafficLocations.ts";
import type { Target } from "../target/Target.ts";
import type { TrafficPipeline } from "./TrafficPipeline.ts";

/** Uploads what `writeTraffic` wrote to a folder: the records' files, each to the hour of its arrival, and the locations. */
export async function uploadTraffic(
  { clientConfig }: Pick<Target, "clientConfig">,
  { region, rawBucket: Bucket }: TrafficPipeline,
  folder: string,
  files: readonly string[],
): Promise<void> {
  const s3 = new S3Client(clientConfig(region));
  const { name } = trafficLocations;
  try {
    await inParallel([...files, join(folder, name, `${name}.csv`)], 4, async (path) => {
      const Key = relative(folder, path).split(sep).join("/");
      const { size: ContentLength } = await stat(path);
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: createReadStream(path), ContentLength }));
    });
  } finally {
    s3.destroy();
  }
}
