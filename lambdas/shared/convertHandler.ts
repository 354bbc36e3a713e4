import type { EngineFacts } from "../../core/commit/Manifest.ts";
import type { Replay } from "../../core/commit/Replay.ts";
import type { Engine, Run } from "../../core/commit/Run.ts";
import { notForReplays } from "../../core/replay/notForReplays.ts";
import type { ConvertFile } from "../../jobs/staging/ConvertFile.ts";
import { convert } from "../../jobs/staging/convert.ts";
import type { ConvertInput, ConvertOutput } from "./ConvertStep.ts";
import { deployedCode } from "./deployedCode.ts";
import { s3In } from "./s3In.ts";
import { setting } from "./setting.ts";
import { stagingOf } from "./stagingOf.ts";
import { withRun } from "./withRun.ts";

/**
 * The handler of a convert step: converts the source object once, by the engine, and stages it in every region; what
 * an earlier attempt staged is used.
 * @param versions of what the engine is made of, by name
 * @param replayed the engine as it converts the corrections of a replay. @default it converts none
 * @throws SluiceError `replay.engine` where the run is a replay, which the engine does not convert
 */
export function convertHandler(
  convertFile: ConvertFile,
  name: Engine,
  versions: () => Promise<EngineFacts["versions"]>,
  replayed?: (run: Run, replay: Replay) => ConvertFile,
) {
  return withRun(async ({ run }: ConvertInput): Promise<ConvertOutput> => {
    const { job, output } = stagingOf(run);
    const engine = { name, versions: { ...(await versions()), node: process.version }, code: deployedCode() };
    const sourceS3 = s3In(setting("AWS_REGION"));
    const { source, replay } = run;
    return output(await convert({ ...job, source, replay, engine, sourceS3 }, engineOf(run)));
  });

  function engineOf(run: Run): ConvertFile {
    if (run.replay === undefined) return convertFile;
    if (replayed !== undefined) return replayed(run, run.replay);
    throw notForReplays(name, run.run);
  }
}
