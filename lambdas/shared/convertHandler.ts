import { tmpdir } from "node:os";
import type { ConvertFile } from "../../jobs/staging/ConvertFile.ts";
import { convert, type RegionResult } from "../../jobs/staging/convert.ts";
import type { ConvertInput, ConvertOutput } from "./ConvertStep.ts";
import { contractOf } from "./contractOf.ts";
import { regionsOfEnvironment } from "./regions.ts";
import type { StagedRegion } from "./StagedRegion.ts";
import { s3In } from "./s3In.ts";
import { setting } from "./setting.ts";
import { withRun } from "./withRun.ts";

/** The handler of a convert step: converts the source object once, by the engine, and stages it in every region. */
export function convertHandler(convertFile: ConvertFile) {
  return withRun(async ({ run }: ConvertInput): Promise<ConvertOutput> => {
    const { near, far } = regionsOfEnvironment();
    const all = far === undefined ? [near] : [near, far];
    const targets = all.map(({ name, bucket }) => ({ region: name, bucket, s3: s3In(name) }));
    const sourceS3 = s3In(setting("AWS_REGION"));
    const { source, run: id, attempt } = run;
    const job = { contract: contractOf(run), source, run: id, attempt, targets, sourceS3, workDir: tmpdir() };
    const { regions, read, written, rejected } = await convert(job, convertFile);
    const staged = (region: typeof far) => (region === undefined ? absent : stagedRegion(regions[region.name]));
    return { near: staged(near), far: staged(far), read, written, rejected };
  });
}

const nothing = { manifest: "", error: "", cause: "" };
const absent: StagedRegion = { ...nothing, status: "absent" };

function stagedRegion(result: RegionResult | undefined): StagedRegion {
  const missing = { status: "failed", error: "convert.no_result", cause: "The job names no such region" } as const;
  return { ...nothing, ...(result ?? missing) };
}
