import { TaskError } from "../../states/TaskError.ts";
import type { Integration } from "./Integration.ts";

/**
 * Calls as an integration does whose errors have a prefix: a connection that breaks is the failure of the SDK's client
 * that Step Functions calls with, `<prefix>.SdkClientException`.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html
 */
export function answered(prefix: string, call: Integration["call"]): Integration["call"] {
  return async (asked) => {
    try {
      return await call(asked);
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error)) throw error;
      throw new TaskError(`${prefix}.SdkClientException`, `Unable to execute HTTP request: ${error.message}`);
    }
  };
}
