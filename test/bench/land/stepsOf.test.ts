import { expect, it } from "vitest";
import { stepsOf } from "../../../bench/land/stepsOf.ts";
import type { HostEvent } from "../../../local/services/kernel/HostEvent.ts";

const began = Date.parse("2026-01-02T03:04:05.000Z");
const [near, far] = ["eu-west-1", "us-east-1"];
const at = (milliseconds: number, region: string, event: Record<string, unknown>) =>
  ({ time: new Date(began + milliseconds).toISOString(), region, ...event }) as HostEvent;
const of = { machine: "m", execution: "arn", name: "run-0" };
const exited = (state: string, type: string) => ({ kind: "state.exited", ...of, state, type, output: "{}" });
const finished = (durationMs: number) => ({ kind: "function.finished", function: "f", requestId: "1", durationMs });

const events = [
  at(50, near, { kind: "object.created", bucket: "b", key: "birdstrikes/a.csv", versionId: "1", bytes: 1 }),
  at(60, near, { kind: "function.invoked", function: "trigger", requestId: "1", payload: "{}" }),
  at(80, near, { kind: "execution.started", ...of, input: "{}" }),
  at(90, near, exited("Engine", "Choice")),
  at(95, near, finished(35)),
  at(300, near, finished(180)),
  at(310, near, exited("Convert", "Task")),
  at(320, far, exited("Commit", "Task")),
  at(400, near, exited("Commit", "Task")),
  at(400, far, finished(400)),
  at(1400, near, exited("Wait", "Wait")),
  at(1450, near, exited("Refresh", "Task")),
  at(1460, near, finished(50)),
  at(1600, near, exited("PublishNear", "Task")),
];
const followed = {
  key: "birdstrikes/a.csv",
  execution: "run-0",
  region: near,
  began,
  asked: began + 1400,
  answered: began + 1500,
};

it("a landing's steps follow each other without gaps, and end with the answer", () => {
  expect(stepsOf(events, followed)).toEqual([
    { step: "upload", seconds: 0.05, inFunctions: 0, isWait: false },
    { step: "queue", seconds: 0.01, inFunctions: 0, isWait: false },
    // The trigger's function runs on for 15 ms after it has started the machine.
    { step: "trigger", seconds: 0.02, inFunctions: 0.02, isWait: false },
    { step: "Convert", seconds: 0.23, inFunctions: 0.195, isWait: false },
    { step: "Commit", seconds: 0.09, inFunctions: 0, isWait: false },
    { step: "Wait", seconds: 1, inFunctions: 0, isWait: true },
    { step: "the answer", seconds: 0.1, inFunctions: 0, isWait: false },
  ]);
});
