import { tmpdir } from "node:os";
import type { EngineFacts } from "../../core/commit/Manifest.ts";
import type { ConvertFile } from "../../jobs/staging/ConvertFile.ts";
import { convert, type RegionResult } from "../../jobs/staging/convert.ts";
import type { ConvertInput, ConvertOutput } from "./ConvertStep.ts";
import { contractOf } from "./contractOf.ts";
import { deployedCode } from "./deployedCode.ts";
import { regionsOfEnvironment } from "./regions.ts";
import type { StagedRegion } from "./StagedRegion.ts";
import { s3In } from "./s3In.ts";
import { setting } from "./setting.ts";
import { withRun } from "./withRun.ts";

/**
 * The handler of a convert step: converts the source object once, by the engine, and stages it in every region; what
 * an earlier attempt staged is used.
 * @param versions of what the engine is made of, by name
 */
export function convertHandler(
  convertFile: ConvertFile,
  name: EngineFacts["name"],
  versions: () => Promise<EngineFacts["versions"]>,
) {
  return withRun(async ({ run }: ConvertInput): Promise<ConvertOutput> => {
    const { near, far } = regionsOfEnvironment();
    const all = far === undefined ? [near] : [near, far];
    const { source, run: id, attempt } = run;
    const job = {
      ...{ contract: contractOf(run), source, run: id, attempt, workDir: tmpdir() },
      engine: { name, versions: { ...(await versions()), node: process.version }, code: deployedCode() },
      targets: all.map(({ name: region, bucket }) => ({ region, bucket, s3: s3In(region) })),
      sourceS3: s3In(setting("AWS_REGION")),
    };
    const { regions, read, written, rejected } = await convert(job, convertFile);
    const staged = (region: typeof far) => stagedRegion(attempt, region, regions);
    return { near: staged(near), far: staged(far), read, written, rejected };
  });
}

function stagedRegion(
  attempt: number,
  region: { readonly name: string } | undefined,
  results: Readonly<Record<string, RegionResult>>,
): StagedRegion {
  const nothing = { attempt, origin: "none", manifest: "", error: "", cause: "" } as const;
  if (region === undefined) return { ...nothing, status: "absent" };
  const missing = { status: "failed", error: "convert.no_result", cause: "The job names no such region" } as const;
  return { ...nothing, ...(results[region.name] ?? missing) };
}
