import { describe, expect, it } from "vitest";
import { compareSequencers } from "../../../core/commit/compareSequencers.ts";
import { dayRun } from "../../../jobs/traffic/dayRun.ts";
import { transformHash } from "../../../jobs/traffic/transformHash.ts";

const origin = { bucket: "raw", contract: "c" };
const plan = { run: "traffic-a", attempt: 0, startedAt: "2024-04-01T01:00:00.000Z" };

describe("the run of a day", () => {
  it("is newer the later its plan was made", () => {
    const times = [
      "1999-01-01T00:00:00Z",
      "2024-04-01T01:00:00.000Z",
      "2024-04-01T01:00:00.001Z",
      "2400-01-01T00:00:00Z",
    ];
    const [first = "", ...others] = times.map(
      (startedAt) => dayRun("2024-03-31", { ...plan, startedAt }, origin).source.sequencer,
    );
    others.reduce((before, after) => {
      expect(compareSequencers(before, after)).toBeLessThan(0);
      return after;
    }, first);
  });

  it("is the same one for every attempt, and another for another day, plan, bucket or contract", () => {
    const { run } = dayRun("2024-03-31", plan, origin);
    expect(dayRun("2024-03-31", { ...plan, attempt: 3 }, origin)).toMatchObject({ run, attempt: 3 });
    const others = [
      dayRun("2024-03-30", plan, origin),
      dayRun("2024-03-31", { ...plan, run: "traffic-b" }, origin),
      dayRun("2024-03-31", plan, { ...origin, bucket: "other" }),
      dayRun("2024-03-31", plan, { ...origin, contract: "d" }),
    ];
    expect(new Set([run, ...others.map((each) => each.run)]).size).toBe(5);
  });

  it("is under a contract of what makes its rows", () => {
    const facts = { transform: "SELECT 1", zone: "Europe/Brussels", latenessHours: 24 };
    const changes = [{}, { transform: "SELECT 2" }, { zone: "UTC" }, { latenessHours: 48 }];
    expect(new Set(changes.map((change) => transformHash({ ...facts, ...change }))).size).toBe(4);
    expect(transformHash({ ...facts })).toBe(transformHash(facts));
  });
});
