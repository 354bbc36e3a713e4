import { sha256 } from "../../core/sha256.ts";
import { trafficSpeeds } from "../../datasets/trafficSpeeds.ts";
import type { TransformOptions } from "./transformQuery.ts";

/** A hash of all that makes rows what they are, beside the data: what a contract's hash is to a dataset. */
export function transformHash({
  transform,
  zone,
  latenessHours,
}: Pick<TransformOptions, "transform" | "zone" | "latenessHours">): string {
  return sha256(JSON.stringify([transform, trafficSpeeds.columns, trafficSpeeds.partitionKeys, zone, latenessHours]));
}
