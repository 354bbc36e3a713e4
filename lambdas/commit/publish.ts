import { commitRecord } from "../../core/commit/CommitRecord.ts";
import { commitRecordOf } from "../../core/commit/commitRecordOf.ts";
import { committedFiles } from "../../core/commit/committedFiles.ts";
import { decideCommit } from "../../core/commit/decideCommit.ts";
import type { Intent } from "../../core/commit/Intent.ts";
import { layout } from "../../core/commit/layout.ts";
import { publication } from "../../core/commit/publication.ts";
import type { Run } from "../../core/commit/Run.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import { supplementedRecord } from "../../core/commit/supplementedRecord.ts";
import { SluiceError } from "../../core/errors.ts";
import { inParallel } from "../../core/inParallel.ts";
import { notReplayable } from "../../core/replay/notReplayable.ts";
import { isPreconditionFailed } from "../../jobs/s3/isPreconditionFailed.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { putJson } from "../../jobs/s3/putJson.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import { cleanUp } from "./cleanUp.ts";
import { copyFile } from "./copyFile.ts";
import type { VerifiedStaging } from "./verifiedStaging.ts";
import { writeRecord } from "./writeRecord.ts";

/** What a commit came to. `finished`: an earlier try at this very staging had published already. */
export type CommitStatus = "published" | "finished" | "superseded";

export interface Published {
  readonly status: CommitStatus;
  /** Whether catalog and warehouse were done as well. */
  readonly done: boolean;
}

/**
 * Publishes a verified staging in one region: writes down what it is about to copy, copies it to final keys, which carry
 * run and attempt, then writes the commit record under the condition that nobody did since it was read, then removes
 * what the record supersedes. It may die anywhere and be repeated, also while others publish other versions.
 * @throws SluiceError `commit.staged_changed` where a staged file is not what verify read; of a replay `replay.early`
 * where what it corrects is not published here, `replay.outrun` where another replay was first
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function publish(lake: Lake, run: Run, staging: VerifiedStaging): Promise<Published> {
  const key = layout.commitRecord(run.dataset, sourceFolder(run.source));
  const { manifest } = staging;
  const { sequencer } = run.source;
  for (let copied = false; ; copied = true) {
    const current = await readJson(lake.s3, commitRecord, { bucket: lake.bucket, key });
    const contender = { run: manifest.run, attempt: manifest.attempt, sequencer, replay: run.replay };
    const decision = decideCommit(current?.value, contender);
    if (current && decision !== "publish") await cleanUp(lake, run.dataset, current.value);
    if (decision === "early" || decision === "outrun") throw notReplayable(decision, run);
    if (current && decision !== "publish") {
      const mine = publication(current.value, manifest);
      return { status: decision, done: decision === "finished" && mine?.finishedAt !== null };
    }
    const now = new Date();
    if (!copied) await copy(lake, run, staging, now);
    const record =
      current && run.replay
        ? supplementedRecord(current.value, run.replay, manifest, now)
        : commitRecordOf(run.source, manifest, current?.value, now);
    if (await writeRecord(lake, key, record, current)) {
      await cleanUp(lake, run.dataset, record);
      return { status: "published", done: false };
    }
  }
}

async function copy(lake: Lake, run: Run, { manifest, verified }: VerifiedStaging, now: Date): Promise<void> {
  const { dataset, source, replay } = run;
  const files = committedFiles(manifest);
  const intent: Intent = {
    ...{ run: manifest.run, attempt: manifest.attempt, sequencer: source.sequencer, at: now.toISOString() },
    ...(replay && { replay: { of: { ...replay.of }, onto: [...replay.onto] } }),
    files: files.map((file) => file.key),
  };
  await putJson(lake, layout.intent(dataset, sourceFolder(source), manifest.run, manifest.attempt), intent);
  const etags = new Map(verified.files.map((file) => [file.key, file.etag]));
  await inParallel([...manifest.files.entries()], 16, async ([index, { key: from, bytes }]) => {
    const to = files[index]?.key ?? "";
    await copyVerified(lake, { from, to, bytes, etag: etags.get(from) ?? "" });
  });
}

async function copyVerified(lake: Lake, file: Parameters<typeof copyFile>[1]): Promise<void> {
  try {
    await copyFile(lake, file);
  } catch (cause) {
    if (!isPreconditionFailed(cause)) throw cause;
    throw new SluiceError("commit.staged_changed", "The staged file is not the one that verify read", {
      where: `s3://${lake.bucket}/${file.from}`,
      mend: "retry the run, which verifies it again",
      cause,
    });
  }
}
