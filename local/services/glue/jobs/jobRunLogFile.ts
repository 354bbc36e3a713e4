import { join } from "node:path";
import { safeName } from "../../kernel/safeName.ts";

/**
 * Where the lines of a job run are kept: what CloudWatch has in the groups `/aws-glue/jobs/output` and
 * `/aws-glue/jobs/error`, in a stream named after the run.
 */
export function jobRunLogFile(stateDir: string, region: string, run: string, stream: "output" | "error"): string {
  return join(stateDir, region, "logs", "aws-glue", "jobs", stream, `${safeName(run)}.log`);
}
