import type { Retry } from "./Retry.ts";
import { serviceRetries } from "./serviceRetries.ts";

/** What Glue says where too many runs are under way: of the job, or in the account. */
const noRoom = ["Glue.ConcurrentRunsExceededException", "Glue.ResourceNumberLimitExceededException"];

/**
 * The retries that starting a Glue job should have: for up to about an hour where there is no room for a further run,
 * spread so that those who wait do not all ask at once; a few where the service is at fault. A job that ran and failed
 * (`States.TaskFailed`) is not among them: the same input would fail it again, an hour later and at the same price.
 *
 * StartJobRun takes no token: a call whose answer was lost starts a second run. A job must bear that.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_StartJobRun.html
 */
export const jobRetries: readonly Retry[] = [
  { errors: noRoom, intervalSeconds: 15, maxAttempts: 30, backoffRate: 1.5, maxDelaySeconds: 240, jitter: "full" },
  ...serviceRetries("Glue"),
];
