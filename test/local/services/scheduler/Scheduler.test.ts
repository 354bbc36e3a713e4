import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ScheduleSpec } from "../../../../local/program/specs/scheduleSpecs.ts";
import { AwsError } from "../../../../local/services/kernel/AwsError.ts";
import { type ScheduleReach, Scheduler } from "../../../../local/services/scheduler/Scheduler.ts";
import { MovableClock, settled } from "../../states/MovableClock.ts";

const hour = 3_600_000;
const day = 24 * hour;
const spec: ScheduleSpec = {
  name: "daily",
  region: "eu-west-1",
  arn: "arn:schedule",
  expression: "rate(1 day)",
  zone: "UTC",
  machineArn: "arn:machine",
  roleArn: "arn:role",
  input: "{}",
  retry: { seconds: 86_400, attempts: 185 },
  deadLetterArn: "arn:dead",
};

let stateDir: string;
let clock: MovableClock;
let started: { at: string; name: string }[];
let buried: Record<string, { StringValue?: string }>[];
/** What each start meets. */
let fails: (name: string) => AwsError | undefined;
const open: Scheduler[] = [];

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "sluice-schedules-"));
  clock = new MovableClock("2026-01-02T03:04:00.000Z");
  started = [];
  buried = [];
  fails = () => undefined;
});
afterEach(() => {
  for (const each of open.splice(0)) each.end();
  rmSync(stateDir, { recursive: true });
});

const reach: ScheduleReach = {
  start: async (_, name) => {
    started.push({ at: clock.now().toISOString().slice(0, 16), name });
    const error = fails(name);
    if (error !== undefined) throw error;
  },
  bury: async (_, __, attributes) => {
    buried.push(attributes as (typeof buried)[number]);
  },
};

/** A scheduler that a host has begun. */
async function begun(change: Partial<ScheduleSpec> = {}): Promise<Scheduler> {
  const scheduler = new Scheduler({ stateDir, schedules: [{ ...spec, ...change }], clock, reach });
  open.push(scheduler);
  scheduler.begin();
  await settled();
  return scheduler;
}

const times = () => started.map(({ at }) => at);
const trouble = new AwsError("ServiceUnavailable", "down", 503);

describe("a schedule of a rate", () => {
  it("starts its machine when it is created, and at each of its times by the host's clock", async () => {
    await begun();
    expect(times()).toEqual(["2026-01-02T03:04"]);
    await clock.advance(day - 1);
    expect(times()).toHaveLength(1);
    await clock.advance(1);
    await clock.advance(day);
    expect(times()).toEqual(["2026-01-02T03:04", "2026-01-03T03:04", "2026-01-04T03:04"]);
    expect(new Set(started.map(({ name }) => name)).size).toBe(3);
  });

  it("counts on where a host ends and another begins, and neither loses a time nor repeats one", async () => {
    (await begun()).end();
    await clock.advance(5 * hour);
    (await begun()).end();
    expect(times()).toHaveLength(1);
    await clock.advance(20 * hour);
    await begun();
    expect(times()).toEqual(["2026-01-02T03:04", "2026-01-03T04:04"]);
    await clock.advance(23 * hour);
    expect(times()).toEqual(["2026-01-02T03:04", "2026-01-03T04:04", "2026-01-04T03:04"]);
  });

  it("passes over times that nobody served and that are older than its retries may be", async () => {
    (await begun()).end();
    await clock.advance(10 * day + hour);
    await begun();
    expect(times()).toEqual(["2026-01-02T03:04", "2026-01-12T04:04"]);
    expect(buried).toEqual([]);
  });

  it("is created anew where its expression has changed", async () => {
    (await begun()).end();
    await clock.advance(hour);
    await begun({ expression: "rate(2 hours)" });
    await clock.advance(2 * hour);
    expect(times()).toEqual(["2026-01-02T03:04", "2026-01-02T04:04", "2026-01-02T06:04"]);
  });

  it("asks under the same name where a host was killed before it could note the start", async () => {
    fails = () => trouble;
    (await begun()).end();
    fails = () => undefined;
    await begun();
    const [first, second] = started;
    expect(second?.name).toBe(first?.name);
    expect(first?.name).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a schedule of a cron", () => {
  it("starts its machine at its times alone, in its zone", async () => {
    await begun({ expression: "cron(30 3 * * ? *)", zone: "Europe/Brussels" });
    expect(times()).toEqual([]);
    await clock.advance(2 * day);
    expect(times()).toEqual(["2026-01-03T02:30", "2026-01-04T02:30"]);
  });
});

describe("a start that fails", () => {
  it("is tried again, ever more slowly, while Step Functions is in trouble, and counts once it is taken", async () => {
    fails = () => (started.length <= 8 ? trouble : undefined);
    await begun();
    await clock.advance(hour);
    expect(times()).toHaveLength(9);
    expect(new Set(started.map(({ name }) => name)).size).toBe(1);
    expect(times().at(-1)).toBe("2026-01-02T03:07");
    await clock.advance(23 * hour);
    expect([times().at(-1), buried.length]).toEqual(["2026-01-03T03:04", 0]);
  });

  it("is put aside at once where it is refused: with the time, the schedule and the reason", async () => {
    fails = () => new AwsError("StateMachineDoesNotExist", "gone", 400);
    await begun();
    await settled();
    const said = Object.entries(buried[0] ?? {}).map(([name, { StringValue }]) => [name, StringValue]);
    expect(Object.fromEntries(said)).toEqual({
      SCHEDULE_ARN: "arn:schedule",
      TARGET_ARN: "arn:machine",
      SCHEDULED_TIME: "2026-01-02T03:04:00Z",
      EXECUTION_ID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ERROR_CODE: "StateMachineDoesNotExist",
      ERROR_MESSAGE: "gone",
      RETRY_ATTEMPTS: "0",
    });
    fails = () => undefined;
    await clock.advance(day);
    expect([times(), buried.length]).toEqual([["2026-01-02T03:04", "2026-01-03T03:04"], 1]);
  });

  it("is put aside where its retries are exhausted, by number or by age, and forgotten where no queue is there", async () => {
    fails = () => trouble;
    await begun({ retry: { seconds: 86_400, attempts: 2 } });
    await clock.advance(hour);
    await begun({ name: "short", retry: { seconds: 60, attempts: 185 } });
    await clock.advance(hour);
    await begun({ name: "lost", deadLetterArn: undefined, retry: { seconds: 60, attempts: 0 } });
    await clock.advance(hour);
    const said = buried.map(({ EXHAUSTED_RETRY_CONDITION: by, RETRY_ATTEMPTS: tries }) => [
      by?.StringValue,
      tries?.StringValue,
    ]);
    expect(said).toEqual([
      ["MaximumRetryAttempts", "2"],
      ["MaximumEventAgeInSeconds", "5"],
    ]);
  });
});
