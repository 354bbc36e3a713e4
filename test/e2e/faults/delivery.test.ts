import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import type { FaultAnswer } from "../../../local/host/faults/FaultRule.ts";
import type { HostEvent } from "../../../local/services/kernel/HostEvent.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { impatient } from "./support/impatient.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { type Landed, Pipeline } from "./support/Pipeline.ts";

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await Pipeline.start(impatient(await loadedProgram({ "sluice:warehouse": "none" })));
});
afterEach(() => pipeline.host.faults.clear());
afterAll(async () => await pipeline?.[Symbol.asyncDispose]());

const patience = { timeout: 60_000, interval: 50 };
const notification = { action: "sqs:SendMessage", caller: "s3.amazonaws.com" };
const poller = { caller: "csv-lake-trigger*" };
const refusals = ["throttle", "unavailable", "reset"] as const satisfies readonly FaultAnswer[];

/** How often the trigger was handed what was landed since so many events ago. */
function deliveries(since: number): number {
  const isDelivery = ({ kind }: HostEvent) => kind === "message.delivered";
  return pipeline.events.slice(since).filter(isDelivery).length;
}

/** How often a run was started in the main machine. */
function starts({ run }: Landed): number {
  const isStart = (event: HostEvent) =>
    event.kind === "execution.started" &&
    pipeline.target.outputs.mainMachine.endsWith(`:${event.machine}`) &&
    event.name.startsWith(run);
  return pipeline.events.filter(isStart).length;
}

async function landed(name: string): Promise<Landed> {
  return await pipeline.land(birdstrikes, name, files.birdstrikes(name));
}

async function expectOneRun(run: Landed): Promise<void> {
  expect(await pipeline.end(run)).toMatchObject({ status: "SUCCEEDED" });
  expect(starts(run)).toBe(1);
  await expectFaultless(pipeline);
}

describe("what S3 tells of a landed file", () => {
  it.each(refusals)("is told again where the queue answers %o at first, and starts its run", async (answer) => {
    const since = pipeline.events.length;
    pipeline.host.faults.add({ ...notification, times: 3, answer });
    await expectOneRun(await landed(`refused by ${answer}.csv`));
    expect(pipeline.host.faults.all()).toMatchObject([{ met: 4, done: 3 }]);
    expect(deliveries(since)).toBe(1);
  });

  it("comes twice where the queue's answer is lost, and starts one run", async () => {
    const since = pipeline.events.length;
    pipeline.host.faults.add({ ...notification, times: 1, answer: "lost" });
    const run = await landed("twice.csv");
    await expect.poll(() => deliveries(since), patience).toBe(2);
    await expectOneRun(run);
  });

  it("may come late: after what a newer version tells, which is then not replaced", async () => {
    const rule = pipeline.host.faults.add({ ...notification, times: 1, answer: { hang: 60_000 } });
    const old = await landed("late.csv");
    const newer = await pipeline.run(birdstrikes, "late.csv", files.birdstrikes("newer"));
    expect([newer.status, starts(old)]).toEqual(["SUCCEEDED", 0]);
    rule();
    const { status, output } = await pipeline.end(old);
    expect({ status, ...JSON.parse(output ?? "{}") }).toMatchObject({
      status: "SUCCEEDED",
      near: "superseded",
      far: "superseded",
    });
    await expectFaultless(pipeline);
  });
});

describe("Lambda, where it looks into the queue for the trigger,", () => {
  it.each(refusals)("goes on looking while it is answered %o", async (answer) => {
    pipeline.host.faults.add({ ...poller, action: "sqs:ReceiveMessage", times: 4, answer });
    await expectOneRun(await landed(`unseen for ${answer}.csv`));
    expect(pipeline.host.faults.all()).toMatchObject([{ done: 4 }]);
  });

  it("sees what it was sent, but did not hear, once more", async () => {
    pipeline.host.faults.add({ ...poller, action: "sqs:ReceiveMessage", times: 2, answer: "lost" });
    await expectOneRun(await landed("unheard.csv"));
  });

  it.each(refusals)("hands it over again where deleting is answered %o, and one run is started", async (answer) => {
    const since = pipeline.events.length;
    pipeline.host.faults.add({ ...poller, action: "sqs:DeleteMessage", times: 1, answer });
    const run = await landed(`undeleted for ${answer}.csv`);
    await expect.poll(() => deliveries(since), patience).toBe(2);
    await expectOneRun(run);
  });
});
