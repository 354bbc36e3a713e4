import { AwsError } from "../kernel/AwsError.ts";

export interface QueueLimits {
  /** Queries that run at the same time; the others wait. */
  readonly slots: number;
  /** Queries that run or wait at the same time; one more is refused. */
  readonly quota: number;
}

/**
 * The queries of an account in a region that are under way, in the order in which they came.
 * @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
export class QueryQueue {
  readonly #limits: QueueLimits;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** @throws AwsError TooManyRequestsException */
  checkRoom(): void {
    if (this.#running + this.#waiting.length < this.#limits.quota) return;
    const what = "You have exceeded the limit for the number of queries you can run concurrently.";
    const mend = "Please reduce the number of concurrent queries submitted by this account.";
    throw new AwsError("TooManyRequestsException", `${what} ${mend}`);
  }

  /** Runs it once its turn has come. */
  add(run: () => Promise<void>): void {
    this.#waiting.push(run);
    this.#next();
  }

  /** Takes one out that has not begun. */
  remove(run: () => Promise<void>): void {
    const place = this.#waiting.indexOf(run);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  #next(): void {
    if (this.#running >= this.#limits.slots) return;
    const run = this.#waiting.shift();
    if (run === undefined) return;
    this.#running += 1;
    const done = () => {
      this.#running -= 1;
      this.#next();
    };
    run().then(done, done);
  }
}
