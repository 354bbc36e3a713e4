import { describe, expect, it } from "vitest";
import { follow } from "../../../local/cli/follow.ts";
import { jobEventsOf } from "../../../local/cli/jobEventsOf.ts";
import type { Listening } from "../../../local/cli/target/Target.ts";
import type { HostEvent, NewHostEvent } from "../../../local/services/kernel/HostEvent.ts";

const region = "eu-west-1";
const start = Date.parse("2026-01-01T00:00:00.000Z");
const machine = "arn:aws:states:eu-west-1:000000000000:stateMachine:csv-lake";
const of = (name: string) => ({ region, machine: "csv-lake", execution: `arn:${name}`, name });
const ended = (name: string): NewHostEvent => ({
  kind: "execution.ended",
  ...of(name),
  status: "SUCCEEDED",
  output: "{}",
  error: undefined,
  cause: undefined,
});

/** A host on which these things happen, a quarter of a second apart. */
const happening = (...events: NewHostEvent[]): Listening => ({
  async *events() {
    for (const [at, event] of events.entries()) {
      yield { time: new Date(start + 250 * (at + 1)).toISOString(), ...event } as HostEvent;
    }
  },
});
const followed = { execution: "readings-1-0", machine, heard: () => [], since: start };

describe("following an execution", () => {
  it("tells what concerns it, with the log of its own job run, to its end", async () => {
    const job = (run: string) => ({ region, job: "csv-to-parquet", run });
    const given = (attempt: string) => ({ arguments: { "--run": "readings-1", "--attempt": attempt } });
    const lines: string[] = [];
    const concerns = jobEventsOf("readings-1-0");
    const end = await follow(
      happening(
        { kind: "execution.started", ...of("readings-1-0"), input: "{}" },
        { kind: "execution.started", ...of("other-1-0"), input: "{}" },
        { kind: "job.started", ...job("jr_1"), ...given("0") },
        { kind: "job.started", ...job("jr_2"), ...given("1") },
        { kind: "job.logged", ...job("jr_2"), stream: "output", lines: ['{"message":"not its own"}'] },
        { kind: "job.logged", ...job("jr_1"), stream: "output", lines: ['{"message":"read","rows":3}', "written"] },
        { kind: "job.ended", ...job("jr_1"), state: "SUCCEEDED", error: undefined, durationMs: 1500 },
        ended("other-1-0"),
        ended("readings-1-0"),
        { kind: "execution.started", ...of("readings-1-0"), input: "{}" },
      ),
      { ...followed, concerns },
      (line) => lines.push(line),
    );
    expect(end).toMatchObject({ kind: "execution.ended", name: "readings-1-0" });
    expect(lines).toEqual([
      "  0.25s  eu-west-1   csv-lake started",
      "  0.75s  eu-west-1   job csv-to-parquet started (jr_1)",
      "  1.50s  eu-west-1   csv-to-parquet | read (rows 3)",
      "  1.50s  eu-west-1   csv-to-parquet | written",
      "  1.75s  eu-west-1   job csv-to-parquet succeeded after 1.5 s",
      "  2.25s  eu-west-1   csv-lake succeeded",
    ]);
  });

  it("ends early where it is told that nothing follows, and is an error where the events end before", async () => {
    const buried = { kind: "message.buried", region, queue: "q", deadLetterQueue: "dead", messageId: "m" } as const;
    const isBuried = ({ kind }: HostEvent) => kind === "message.buried";
    const early = { ...followed, concerns: isBuried, endsEarly: isBuried };
    expect(await follow(happening(buried, ended("readings-1-0")), early, () => {})).toMatchObject(buried);
    await expect(follow(happening(buried), followed, () => {})).rejects.toThrow("The events ended before");
  });
});
