import { randomUUID } from "node:crypto";
import { sha256 } from "../../../core/sha256.ts";
import type { ScheduleSpec } from "../../program/specs/scheduleSpecs.ts";
import type { Clock } from "../../states/Clock.ts";
import { deadLetterAttributes, failureOf, type GivenUp, tryDelivery } from "../kernel/tryDelivery.ts";
import type { Recurrence } from "./Recurrence.ts";
import { recurrenceOf } from "./recurrenceOf.ts";
import { ScheduleRecord } from "./ScheduleRecord.ts";

/** How a schedule reaches what it starts, in its role. */
export interface ScheduleReach {
  /** Starts an execution; one that was started under the name before counts. @throws AwsError what Step Functions answers */
  start(spec: ScheduleSpec, name: string): Promise<void>;
  /** Puts aside what could not be started. @throws AwsError what the queue answers */
  bury(spec: ScheduleSpec, queueArn: string, attributes: Record<string, unknown>): Promise<void>;
}

export interface SchedulerOptions {
  readonly stateDir: string;
  readonly schedules: readonly ScheduleSpec[];
  readonly clock: Clock;
  readonly reach: ScheduleReach;
}

/** A schedule, its times, and how far it is. */
interface Scheduled {
  readonly spec: ScheduleSpec;
  readonly recurrence: Recurrence;
}

/**
 * EventBridge Scheduler: starts machines at the times of their schedules, one time after the other. A time that passed
 * while no host served is made up for by the next one, unless it is older than the schedule's retries may be.
 *
 * Its API is not served: schedules are those of the program.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #schedules: readonly Scheduled[];
  readonly #closing = new AbortController();

  /** @throws SluiceError `program.unsupported_input` where a schedule's expression is not understood */
  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#schedules = options.schedules.map((spec) => ({ spec, recurrence: recurrenceOf(spec) }));
  }

  /** Starts what is due from now on, until the scheduler ends. */
  begin(): void {
    for (const scheduled of this.#schedules) this.#keep(scheduled).catch(() => undefined);
  }

  /** What is tried again meanwhile is left to the next host. */
  end(): void {
    this.#closing.abort();
  }

  async #keep({ spec, recurrence }: Scheduled): Promise<void> {
    const { stateDir, clock } = this.#options;
    const { signal } = this.#closing;
    const record = new ScheduleRecord(spec, stateDir, clock.now().getTime());
    for (;;) {
      const tooOld = clock.now().getTime() - spec.retry.seconds * 1000;
      const due = recurrence.next(Math.max(record.done, tooOld), record.created);
      if (due === undefined) return;
      await clock.sleep(due - clock.now().getTime(), signal);
      signal.throwIfAborted();
      await this.#invoke(spec, due);
      record.finish(due);
    }
  }

  async #invoke(spec: ScheduleSpec, due: number): Promise<void> {
    const { clock, reach } = this.#options;
    const { signal } = this.#closing;
    const options = { retry: spec.retry, since: due, clock, signal };
    const givenUp = await tryDelivery(() => reach.start(spec, executionName(spec, due)), options);
    if (givenUp !== undefined) await this.#bury(spec, due, givenUp);
  }

  /** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
  async #bury(spec: ScheduleSpec, due: number, givenUp: GivenUp): Promise<void> {
    const { deadLetterArn } = spec;
    if (deadLetterArn === undefined) return;
    const attributes = deadLetterAttributes(givenUp, {
      SCHEDULE_ARN: spec.arn,
      TARGET_ARN: spec.machineArn,
      SCHEDULED_TIME: new Date(due).toISOString().replace(".000Z", "Z"),
      EXECUTION_ID: randomUUID(),
    });
    await failureOf(() => this.#options.reach.bury(spec, deadLetterArn, attributes));
  }
}

/** The same for the same time: a host that was killed before it could note a start does not start it twice. */
function executionName({ arn }: ScheduleSpec, due: number): string {
  const hex = sha256(`${arn}\n${due}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
