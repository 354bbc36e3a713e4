import * as z from "zod";
import { layout } from "../../core/commit/layout.ts";
import { manifest } from "../../core/commit/Manifest.ts";
import type { StagedAttempt } from "../../core/commit/RunReport.ts";
import { refusal, verification } from "../../core/commit/Verdict.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import { listAttempts } from "../../jobs/staging/listAttempts.ts";

/** What the attempts at a run staged in a lake, the oldest first, and what verify said of it. */
export async function stagedAttempts(lake: Lake, run: string): Promise<StagedAttempt[]> {
  const attempts = await listAttempts(lake, run);
  const found = await Promise.all(attempts.map((attempt) => stagedAttempt(lake, run, attempt)));
  return found.flatMap((each) => (each ? [each] : []));
}

async function stagedAttempt({ s3, bucket }: Lake, run: string, attempt: number): Promise<StagedAttempt | undefined> {
  const staged = await readJson(s3, manifest, { bucket, key: layout.manifest(run, attempt) }).catch(unreadable);
  if (staged === undefined) return undefined;
  const verified = await readJson(s3, verification, { bucket, key: layout.verified(run, attempt) });
  const refused = await readJson(s3, refusal, { bucket, key: layout.refused(run, attempt) });
  const { engine, startedAt, endedAt, filled } = staged.value;
  return {
    attempt,
    engine: engine.name,
    startedAt,
    endedAt,
    filledFrom: filled?.from ?? null,
    verifiedAt: verified?.value.manifest === staged.etag ? verified.value.at : null,
    refused: refused?.value.manifest === staged.etag ? `${refused.value.error}: ${refused.value.cause}` : null,
  };
}

/** A manifest that was damaged is of no attempt that convert would have used either. */
function unreadable(error: unknown): undefined {
  if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
  throw error;
}
