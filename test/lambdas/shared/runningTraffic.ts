import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, vi } from "vitest";
import type { Lake } from "../../../jobs/s3/Lake.ts";
import { type RunningHost, runningHost } from "../../local/fixtures/runningHost.ts";
import { functionEnvironment } from "./landedRun.ts";

export interface RunningTraffic {
  readonly running: RunningHost;
  raw: Lake;
  lake: Lake;
}

/** A host of the traffic pipeline's buckets and tables, and the environment of its functions, for the tests of one file. */
export function runningTraffic(): RunningTraffic {
  const running = runningHost(new URL("./trafficProgram.ts", import.meta.url));
  functionEnvironment(running);
  const traffic = { running } as RunningTraffic;
  beforeAll(() => {
    const s3 = new S3Client(running.host.clientConfig("eu-west-1"));
    traffic.raw = { s3, bucket: "raw" };
    traffic.lake = { s3, bucket: "lake" };
    const settings = {
      SLUICE_RAW_BUCKET: "raw",
      SLUICE_RAW_DATABASE: "agreeing",
      SLUICE_LOCATIONS_TABLE: "traffic_locations",
      SLUICE_LAKE: "lake",
      SLUICE_DATABASE: "lake",
      SLUICE_STAGING_TABLE: "traffic_staging",
      SLUICE_STAGING: "s3://lake/staging/_traffic_speeds/",
      SLUICE_ENGINE: "athena",
      SLUICE_ZONE: "Europe/Brussels",
      SLUICE_LATENESS_HOURS: "24",
      POWERTOOLS_LOG_LEVEL: "SILENT",
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  });
  afterAll(() => traffic.lake?.s3.destroy());
  return traffic;
}
