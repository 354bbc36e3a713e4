import { describe, expect, it } from "vitest";
import { jobEventsOf } from "../../../local/cli/jobEventsOf.ts";
import type { HostEvent, NewHostEvent } from "../../../local/services/kernel/HostEvent.ts";

const about = (run: string) => ({ region: "eu-west-1", job: "convert-spark", run });
const event = (made: NewHostEvent) => ({ time: "2026-01-01T00:00:00.000Z", ...made }) as HostEvent;
const given = (run: string, attempt: string) => ({ "--run": run, "--attempt": attempt, "--plan": "s3://x/y" });

describe("the events of an execution's job run", () => {
  it.each([
    ["of its run and attempt", given("readings-1", "1"), true],
    ["of another attempt", given("readings-1", "0"), false],
    ["of another run", given("readings", "1"), false],
    ["without arguments", {}, false],
  ])("are those of the job run %s: %j is %s", (_, args, own) => {
    const isOfJob = jobEventsOf("readings-1-1");
    const logged = event({ kind: "job.logged", ...about("jr_1"), stream: "output", lines: ["x"] });
    const ended = event({ kind: "job.ended", ...about("jr_1"), state: "FAILED", error: "x", durationMs: 1 });
    expect(isOfJob(logged)).toBe(false);
    expect(isOfJob(event({ kind: "job.started", ...about("jr_1"), arguments: args }))).toBe(own);
    expect([logged, ended].map(isOfJob)).toEqual([own, own]);
    expect(isOfJob({ ...ended, run: "jr_2" } as HostEvent)).toBe(false);
  });

  it("are no other events", () => {
    const isOfJob = jobEventsOf("readings-1-1");
    isOfJob(event({ kind: "job.started", ...about("jr_1"), arguments: given("readings-1", "1") }));
    expect(isOfJob(event({ kind: "crawl.started", region: "eu-west-1", crawler: "c", crawl: "jr_1" }))).toBe(false);
  });
});
