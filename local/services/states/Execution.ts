import type { HistoryEvent } from "@aws-sdk/client-sfn";

/** What DescribeExecution says of an execution; times are ISO 8601. */
export interface ExecutionState {
  arn: string;
  name: string;
  machineArn: string;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  startDate: string;
  stopDate: string | undefined;
  /** JSON text. */
  input: string;
  /** JSON text. */
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
}

/** An execution with its history. */
export interface Execution {
  state: ExecutionState;
  events: HistoryEvent[];
}
