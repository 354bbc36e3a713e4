import { arnRegion } from "../../arnRegion.ts";
import { AwsError } from "./AwsError.ts";
import type { CallRecord } from "./CallRecord.ts";
import type { Recorder } from "./Recorder.ts";

/** Does what a service of AWS, or Lambda in a function's role, asks by itself, and records it as any other call. */
export function recorded<T>(
  recorder: Recorder,
  { caller, action, resource }: Pick<CallRecord, "caller" | "action" | "resource">,
  run: () => T,
): T {
  const service = action.split(":")[0] ?? "";
  const call = { caller, service, region: arnRegion(resource), action, resource };
  try {
    const result = run();
    recorder.record({ ...call, status: 200 });
    return result;
  } catch (error) {
    recorder.record({ ...call, status: error instanceof AwsError ? error.status : 500 });
    throw error;
  }
}
