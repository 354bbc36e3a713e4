import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { layout } from "../../core/commit/layout.ts";
import type { Lake } from "../s3/Lake.ts";

/** The attempts at a run that wrote something into a lake's staging area, the oldest first. */
export async function listAttempts({ s3: client, bucket: Bucket }: Lake, run: string): Promise<number[]> {
  const Prefix = layout.stagingOfRun(run);
  const attempts: number[] = [];
  for await (const { CommonPrefixes = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix, Delimiter: "/" })) {
    attempts.push(...CommonPrefixes.map((each) => Number(each.Prefix?.slice(Prefix.length, -1))));
  }
  return attempts.filter((attempt) => Number.isInteger(attempt)).sort((a, b) => a - b);
}
