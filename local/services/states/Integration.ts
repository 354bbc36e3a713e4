import type { LoopbackAnswer, LoopbackRequest } from "./loopback.ts";

/** How an integration reaches the services: as the machine's role, in the machine's region. */
export interface Integration {
  arguments: Record<string, unknown>;
  call(asked: Pick<LoopbackRequest, "service" | "path" | "headers" | "body">): Promise<LoopbackAnswer>;
  /** Resolves when an execution of this region has ended. */
  ended(executionArn: string): Promise<void>;
}
