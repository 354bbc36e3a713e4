export interface FlowOptions {
  readonly comment?: string;
  /** Seconds after which an execution ends as timed out. @default none */
  readonly timeoutSeconds?: number;
}
