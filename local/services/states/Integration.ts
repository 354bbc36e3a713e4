import type { LoopbackAnswer, LoopbackRequest } from "./loopback.ts";

/** How an integration reaches the services: as the machine's role, in the machine's region. */
export interface Integration {
  arguments: Record<string, unknown>;
  call(asked: Pick<LoopbackRequest, "service" | "path" | "headers" | "body">): Promise<LoopbackAnswer>;
  /** Aborted once nothing waits for the answer. */
  signal: AbortSignal;
  /** Tells that the work was taken on, with the service's answer. */
  submitted(output: unknown): Promise<void>;
  /** Resolves when an execution of this region has ended. */
  ended(executionArn: string): Promise<void>;
}
