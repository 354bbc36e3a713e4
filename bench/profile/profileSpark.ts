import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sparkPlan } from "../../core/emit/spark/sparkPlan.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { projectFolder } from "../../local/cli/folders.ts";
import { sparkEnvironment } from "../../local/cli/job/sparkEnvironment.ts";
import { findSpark } from "../../local/python/findSpark.ts";
import type { Steps } from "./EngineProfile.ts";

/**
 * Times the steps of the Spark job on a file of bird strikes, in a warm session.
 * @throws SluiceError `spark.not_set_up`
 */
export async function profileSpark(csv: string, rounds: number): Promise<Steps> {
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
    const found = JSON.parse(stdout) as Record<string, number>;
    return Object.entries(found).map(([step, seconds]) => ({ step, seconds }));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
