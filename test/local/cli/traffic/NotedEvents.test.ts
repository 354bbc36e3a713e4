import { describe, expect, it } from "vitest";
import { NotedEvents } from "../../../../local/cli/traffic/NotedEvents.ts";
import type { HostEvent } from "../../../../local/services/kernel/HostEvent.ts";

const run = "traffic-0123456789abcdef0123456789abcdef";
const of = (machine: string, name: string) => ({
  ...{ time: "2026-01-01T00:00:00.000Z", region: "eu-west-1" },
  ...{ machine, name, execution: `arn:${machine}:${name}` },
});
const main = of("traffic-0a1b2c3", "asked");
const range = of("traffic-range-0a1b2c3", `${run}-0-0`);
const other = of("csv-lake-0a1b2c3", "other");
const started = (about: typeof main, input = "{}"): HostEvent => ({ kind: "execution.started", ...about, input });
const failed = (about: typeof main, state: string): HostEvent => ({
  ...{ kind: "state.failed", ...about, state },
  ...{ error: "e", cause: "c" },
});
const ended = (about: typeof main, status: string): HostEvent => ({
  ...{ kind: "execution.ended", ...about, status },
  ...{ output: undefined, error: undefined, cause: undefined },
});
const planned = (ranges: number): HostEvent => ({
  ...{ kind: "state.exited", ...main, state: "PlanDays", type: "Task" },
  output: JSON.stringify({ Payload: { run, ranges: Array.from({ length: ranges }, () => ({})) } }),
});

/** What is noted of these events. */
async function noted(...events: HostEvent[]): Promise<NotedEvents> {
  const notes = new NotedEvents(main.name, run);
  const listening = {
    async *events() {
      yield* events;
    },
  };
  const passed = await Array.fromAsync(notes.of(listening).events(() => [], new AbortController().signal));
  expect(passed).toEqual(events);
  return notes;
}

describe("the events of an execution of the traffic machine", () => {
  it("tell how many ranges were planned, once they are", async () => {
    expect((await noted(started(main))).ranges).toBe(0);
    expect((await noted(started(main), planned(3))).ranges).toBe(3);
  });

  it("are also those of executions whose input names the plan", async () => {
    const notes = await noted(started(main), started(range, JSON.stringify({ plan: { run } })), started(other));
    expect([range, other].map((about) => notes.isNested(ended(about, "SUCCEEDED")))).toEqual([true, false]);
  });

  it("tell of the failure that others failed by, and of no failure elsewhere or that was tried again", async () => {
    const input = JSON.stringify({ plan: { run } });
    const notes = await noted(
      started(main),
      failed(main, "StartRawCrawler"),
      started(other),
      failed(other, "Verify"),
      ended(other, "FAILED"),
      started(range, input),
      failed(range, "StartQuery"),
      ended(range, "FAILED"),
      failed(main, "RepartitionDays"),
      ended(main, "FAILED"),
    );
    expect(notes.failedFirst).toBe("traffic-range.StartQuery");
    expect((await noted(started(main), ended(main, "TIMED_OUT"))).failedFirst).toBe("traffic");
    expect((await noted(failed(main, "Alert"), ended(main, "SUCCEEDED"))).failedFirst).toBeUndefined();
  });
});
