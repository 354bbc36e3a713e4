import type { CallRecord } from "./CallRecord.ts";

/** What happens in the host, as it happens; times are ISO 8601, `execution` is an ARN, `machine` a name and `name` the execution's. */
export type HostEvent = { time: string; region: string } & (
  | { kind: "object.created"; bucket: string; key: string; versionId: string | undefined; bytes: number }
  | { kind: "message.delivered"; queue: string; messageId: string; function: string; receiveCount: number }
  | { kind: "message.buried"; queue: string; deadLetterQueue: string; messageId: string }
  | { kind: "function.invoked"; function: string; requestId: string; payload: string }
  | { kind: "function.finished"; function: string; requestId: string; durationMs: number }
  | {
      kind: "function.failed";
      function: string;
      requestId: string;
      durationMs: number;
      errorType: string;
      errorMessage: string;
    }
  | { kind: "execution.started"; machine: string; execution: string; name: string; input: string }
  | { kind: "state.entered"; machine: string; execution: string; name: string; state: string; input: string }
  | {
      kind: "state.exited";
      machine: string;
      execution: string;
      name: string;
      state: string;
      /** The state's type, as ASL names it. */
      type: string;
      output: string;
    }
  | {
      kind: "state.failed";
      machine: string;
      execution: string;
      name: string;
      state: string;
      error: string;
      cause: string;
    }
  | {
      kind: "execution.ended";
      machine: string;
      execution: string;
      name: string;
      status: string;
      output: string | undefined;
      error: string | undefined;
      cause: string | undefined;
    }
  | { kind: "crawl.started"; crawler: string; crawl: string }
  | {
      kind: "crawl.ended";
      crawler: string;
      crawl: string;
      status: string;
      error: string | undefined;
      counts: { tablesCreated: number; tablesUpdated: number; partitionsCreated: number };
    }
  | {
      kind: "job.started";
      job: string;
      run: string;
      /** Those of the run itself. */
      arguments: Readonly<Record<string, string>>;
    }
  | {
      /** Whole lines that a job run has written, in order. */
      kind: "job.logged";
      job: string;
      run: string;
      /** As Glue's log groups are named: `output` is what it prints, `error` what it logs. */
      stream: "output" | "error";
      lines: readonly string[];
    }
  | {
      kind: "job.ended";
      job: string;
      run: string;
      /** A final JobRunState of Glue: `SUCCEEDED`, `FAILED`, `STOPPED`, `TIMEOUT`. */
      state: string;
      error: string | undefined;
      durationMs: number;
    }
  | { kind: "mail.sent"; topic: string; subject: string; message: string; file: string }
  | { kind: "call"; call: CallRecord }
);

type WithoutTime<E> = E extends HostEvent ? Omit<E, "time"> : never;

/** An event before the host gives it its time. */
export type NewHostEvent = WithoutTime<HostEvent>;
