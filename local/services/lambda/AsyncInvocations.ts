import type { Clock } from "../../states/Clock.ts";
import type { FunctionPool } from "./FunctionPool.ts";
import type { InvocationResult } from "./Invocation.ts";

/** Sends what a function failed on to the last, in the function's role. */
export type BuryInvocation = (
  pool: FunctionPool,
  queueArn: string,
  payload: string,
  attributes: Record<string, unknown>,
) => void;

/** Seconds before the second and the third try. */
const waits = [60, 120];

/**
 * Asynchronous invocations: an event is tried three times, with a minute and two minutes between, and then goes to the
 * function's dead-letter queue, if it has one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsyncInvocations {
  readonly #clock: Clock;
  readonly #bury: BuryInvocation;
  readonly #closing = new AbortController();

  constructor(clock: Clock, bury: BuryInvocation) {
    this.#clock = clock;
    this.#bury = bury;
  }

  /** Takes the event; what is still to be tried when the host closes is lost. */
  start(pool: FunctionPool, payload: string, requestId: string): void {
    this.#run(pool, payload, requestId).catch(() => undefined);
  }

  close(): void {
    this.#closing.abort();
  }

  async #run(pool: FunctionPool, payload: string, requestId: string): Promise<void> {
    let result = await pool.invoke(payload, requestId);
    for (const seconds of waits) {
      if (!result.failed) return;
      await this.#clock.sleep(seconds * 1000, this.#closing.signal);
      result = await pool.invoke(payload, requestId);
    }
    const { deadLetterArn } = pool.spec;
    if (!result.failed || deadLetterArn === undefined || this.#closing.signal.aborted) return;
    this.#bury(pool, deadLetterArn, payload, attributesOf(requestId, result));
  }
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function attributesOf(requestId: string, { payload }: InvocationResult): Record<string, unknown> {
  const { errorMessage }: { errorMessage?: unknown } = JSON.parse(payload);
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  return {
    RequestID: text(requestId),
    ErrorCode: { DataType: "Number", StringValue: "200" },
    ErrorMessage: text(String(errorMessage ?? "").slice(0, 1024)),
  };
}
