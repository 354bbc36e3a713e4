import { TaskError } from "../../states/TaskError.ts";
import type { LoopbackAnswer } from "./loopback.ts";

/** The failure of a service that answers in JSON, named as Step Functions does: `Glue.EntityNotFoundException`. */
export function jsonFailure(prefix: string, answer: LoopbackAnswer): TaskError {
  const body = JSON.parse(answer.body || "{}") as { message?: string; Message?: string };
  const code = (answer.headers["x-amzn-errortype"] ?? "Unknown").split("#").at(-1) ?? "Unknown";
  const name = /(Exception|Error)$/.test(code) || prefix === "Lambda" ? code : `${code}Exception`;
  const requestId = answer.headers["x-amzn-requestid"] ?? "local";
  const message = body.message ?? body.Message ?? "";
  const cause = `${message} (Service: ${prefix}, Status Code: ${answer.status}, Request ID: ${requestId})`;
  return new TaskError(`${prefix}.${name}`, cause);
}
