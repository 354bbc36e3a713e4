import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { sparkPlan } from "../../core/emit/spark/sparkPlan.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { projectFolder } from "../../local/cli/folders.ts";
import { sparkEnvironment } from "../../local/cli/job/sparkEnvironment.ts";
import { findSpark } from "../../local/python/findSpark.ts";

/** Where the Spark job's time goes. */
export const sparkProfile = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Of the source. */
  bytes: z.number().int().positive(),
  rounds: z.number().int().positive(),
  /** In the job's order, medians. */
  steps: z.array(z.object({ step: z.string(), seconds: z.number() })).min(1),
});

export type SparkProfile = z.infer<typeof sparkProfile>;

/**
 * Times the steps of the Spark job on a file of bird strikes, in a warm session.
 * @throws SluiceError `spark.not_set_up`
 */
export async function profileSpark(csv: string, bytes: number, rounds: number): Promise<SparkProfile> {
  const spark = await findSpark();
  const folder = await mkdtemp(join(tmpdir(), "sluice-profile-"));
  try {
    const plan = join(folder, "plan.json");
    await writeFile(plan, JSON.stringify(sparkPlan(birdstrikes)));
    const env = {
      ...process.env,
      ...sparkEnvironment(spark),
      PYTHONPATH: join(projectFolder, "jobs/spark"),
      SPARK_LOCAL_DIRS: folder,
      TMPDIR: folder,
    };
    const script = join(import.meta.dirname, "where_time_goes.py");
    const args = [script, "--plan", plan, "--source", csv, "--rounds", String(rounds)];
    const { stdout } = await promisify(execFile)(spark.python, args, { env, maxBuffer: 2 ** 24 });
    const steps = Object.entries(JSON.parse(stdout)).map(([step, seconds]) => ({ step, seconds }));
    return sparkProfile.parse({ at: new Date().toISOString(), bytes, rounds, steps });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
