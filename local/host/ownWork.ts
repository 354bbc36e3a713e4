import { AwsError } from "../services/kernel/AwsError.ts";
import type { Asked } from "./faults/Faults.ts";
import type { ServicesOptions } from "./ServicesOptions.ts";

/**
 * Does what a service does without a call: at once, where no fault speaks of it; and records it as any call.
 * @throws AwsError
 */
export async function ownWork<T>(
  { recorder, faults }: Pick<ServicesOptions, "recorder" | "faults">,
  asked: Asked,
  run: () => T,
): Promise<T> {
  try {
    const result = await faults.work(asked, run);
    recorder.record({ ...asked, status: 200 });
    return result;
  } catch (error) {
    recorder.record({ ...asked, status: error instanceof AwsError ? error.status : 500 });
    throw error;
  }
}
