import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { JsonInput } from "../kernel/JsonService.ts";

/** What events hold of inputs, outputs and variables. */
const executionData = new Set([
  "input",
  "inputDetails",
  "output",
  "outputDetails",
  "parameters",
  "assignedVariables",
  "assignedVariablesDetails",
]);

/**
 * A history event as it is answered; without execution data where that was not asked for.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export function answeredEvent(event: HistoryEvent, includeExecutionData: boolean): JsonInput {
  const { timestamp, ...rest } = event;
  const told = includeExecutionData ? rest : Object.fromEntries(Object.entries(rest).map(withoutData));
  return { timestamp: timestamp === undefined ? undefined : new Date(timestamp).getTime() / 1000, ...told };
}

function withoutData([name, details]: [string, unknown]): [string, unknown] {
  if (typeof details !== "object" || details === null) return [name, details];
  return [name, Object.fromEntries(Object.entries(details).filter(([member]) => !executionData.has(member)))];
}
