import { GetObjectCommand } from "@aws-sdk/client-s3";
import { layout } from "../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../core/commit/Manifest.ts";
import type { Attempt, Target } from "./stage.ts";

/** The attempt's manifest, if every target has it already and they agree; whatever stands against that, it is undefined. */
export async function finishedManifests(
  { run, attempt }: Attempt,
  targets: readonly Target[],
): Promise<Manifest | undefined> {
  const found = await Promise.allSettled(targets.map((target) => readManifest(target, layout.manifest(run, attempt))));
  const manifests = found.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const [first] = manifests;
  const agreed = manifests.every((each) => factsOf(each) === factsOf(first as Manifest));
  return manifests.length === targets.length && agreed ? first : undefined;
}

async function readManifest({ bucket, s3 }: Target, key: string): Promise<Manifest> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return manifest.parse(JSON.parse((await Body?.transformToString()) ?? ""));
}

function factsOf({ region: _, ...facts }: Manifest): string {
  return JSON.stringify(facts);
}
