/**
 * Whether a retrier or catcher for these errors takes this one. `States.ALL` takes neither States.Runtime nor
 * States.DataLimitExceeded; `States.TaskFailed` takes any but those and States.Timeout. States.Runtime is never taken.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function matches(errorEquals: readonly string[], error: string): boolean {
  if (error === "States.Runtime") return false;
  if (errorEquals.includes(error)) return true;
  if (error === "States.DataLimitExceeded") return false;
  if (errorEquals.includes("States.ALL")) return true;
  return errorEquals.includes("States.TaskFailed") && error !== "States.Timeout";
}
