import { describe, expect, it } from "vitest";
import { realClock } from "../../../local/states/Clock.ts";
import { MovableClock, settled } from "./MovableClock.ts";

describe("the real clock", () => {
  it("sleeps as long as asked, and not at all for nothing", async () => {
    const before = performance.now();
    await realClock.sleep(20);
    expect(performance.now() - before).toBeGreaterThanOrEqual(19);
    await realClock.sleep(0);
    expect(Math.abs(realClock.now().getTime() - Date.now())).toBeLessThan(1000);
  });

  it("stops sleeping when it is told to, also from a sleep longer than a timer can be", async () => {
    const stop = new AbortController();
    const sleeping = realClock.sleep(2 ** 40, stop.signal);
    stop.abort();
    await expect(sleeping).rejects.toThrow();
  });
});

describe("a movable clock", () => {
  it("wakes sleepers in the order of their times, at their times, and those that they wake", async () => {
    const clock = new MovableClock("2026-01-01T00:00:00Z");
    const woken: string[] = [];
    const sleep = async (hours: number, then?: number) => {
      await clock.sleep(hours * 3_600_000);
      woken.push(clock.now().toISOString());
      if (then !== undefined) await sleep(then);
    };
    const all = [sleep(5), sleep(1, 2)];
    await settled();
    await clock.advance(4 * 3_600_000);
    expect(woken).toEqual(["2026-01-01T01:00:00.000Z", "2026-01-01T03:00:00.000Z"]);
    await clock.advance(3_600_000);
    await Promise.all(all);
    expect(clock.now().toISOString()).toBe("2026-01-01T05:00:00.000Z");
  });
});
