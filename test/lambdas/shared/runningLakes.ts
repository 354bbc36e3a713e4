import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll } from "vitest";
import type { RegionLake } from "../../../jobs/lineage/lineageOf.ts";
import { type RunningHost, runningHost } from "../../local/fixtures/runningHost.ts";

/** A host of buckets alone, for the tests of one file. */
export interface RunningLakes {
  readonly running: RunningHost;
  near: RegionLake;
  far: RegionLake;
}

export const landingBucket = "landing";

export function runningLakes(): RunningLakes {
  const running = runningHost(new URL("./lakesProgram.ts", import.meta.url));
  const lakes = { running } as RunningLakes;
  const lake = (region: string, bucket: string) => ({
    region,
    bucket,
    s3: new S3Client(running.host.clientConfig(region)),
  });
  beforeAll(() => {
    lakes.near = lake("eu-west-1", "lake-near");
    lakes.far = lake("eu-central-1", "lake-far");
  });
  afterAll(() => {
    lakes.near?.s3.destroy();
    lakes.far?.s3.destroy();
  });
  return lakes;
}
