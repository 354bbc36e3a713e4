import { type CommitRecord, commitRecord } from "../../core/commit/CommitRecord.ts";
import { decideCommit } from "../../core/commit/decideCommit.ts";
import { layout } from "../../core/commit/layout.ts";
import { publishedFiles } from "../../core/commit/publishedFiles.ts";
import type { Replay } from "../../core/commit/Replay.ts";
import type { Run } from "../../core/commit/Run.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import { notReplayable } from "../../core/replay/notReplayable.ts";
import { convertFile } from "../../jobs/duckdb/convertFile.ts";
import { replaying } from "../../jobs/replay/replaying.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import type { ConvertFile } from "../../jobs/staging/ConvertFile.ts";
import { fetchFiles } from "../../jobs/staging/fetchFiles.ts";
import { regionsOfEnvironment } from "../shared/regions.ts";
import { s3In } from "../shared/s3In.ts";

/**
 * The engine of a replay, of the rejects that are published in the near region.
 * @throws SluiceError as `notReplayable` says, where these are not what the replay was made for
 */
export function replayEngine(run: Run, replay: Replay): ConvertFile {
  return replaying(convertFile, async (folder) => {
    const { near } = regionsOfEnvironment();
    const lake = { s3: s3In(near.name), bucket: near.bucket };
    const published = publishedFiles(await replayableRecord(lake, run, replay));
    const files = published.filter(({ place }) => place.content === "rejects");
    return (await fetchFiles(lake, { files }, folder)).map(({ path }) => path);
  });
}

async function replayableRecord(lake: Lake, run: Run, replay: Replay): Promise<CommitRecord> {
  const key = layout.commitRecord(run.dataset, sourceFolder(run.source));
  const record = (await readJson(lake.s3, commitRecord, { bucket: lake.bucket, key }))?.value;
  const { sequencer } = run.source;
  const decision = decideCommit(record, { run: run.run, attempt: run.attempt, sequencer, replay });
  if (record !== undefined && decision === "publish") return record;
  throw notReplayable(decision === "publish" ? "early" : decision, run);
}
