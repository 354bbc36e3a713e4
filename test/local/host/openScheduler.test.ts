import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { HostEvent } from "../../../local/services/kernel/HostEvent.ts";
import { runningHost } from "../fixtures/runningHost.ts";
import { MovableClock } from "../states/MovableClock.ts";

const hour = 3_600_000;
const region = "eu-west-1";
const clock = new MovableClock("2026-01-02T01:00:00.000Z");
const running = runningHost(new URL("../fixtures/scheduled.ts", import.meta.url), clock);

const ended = () => running.host.events.first((event) => event.kind === "execution.ended");
const isBuried = (event: HostEvent) => event.kind === "call" && event.call.action === "sqs:SendMessage";

async function executions() {
  const sfn = new SFNClient(running.host.clientConfig(region));
  const stateMachineArn = String(running.graph.outputs.machineArn);
  const { executions: found = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  sfn.destroy();
  return found;
}

/** Starts and puttings aside, in the names of the roles that asked. */
async function calls(): Promise<string[][]> {
  const lines = (await readFile(join(running.stateDir, "calls.jsonl"), "utf8")).trimEnd().split("\n");
  const all = lines.map((line) => JSON.parse(line));
  return all
    .filter(({ action }) => action === "states:StartExecution" || action === "sqs:SendMessage")
    .map(({ caller, action, status }) => [String(caller).replace(/-[0-9a-f]{7}$/, ""), action, String(status)]);
}

describe("a host whose program has schedules", () => {
  it("starts their machines in their roles, puts aside what it cannot start, and goes on after it has ended", async () => {
    await firstHasEnded();
    const second = ended();
    await clock.advance(hour);
    expect(await second).toMatchObject({ machine: expect.stringMatching(/^echo/), output: '{"what":"now"}' });
    expect(await executions()).toHaveLength(2);

    await running.restart();
    const third = ended();
    const buried = running.host.events.first(isBuried);
    await clock.advance(hour);
    await third;
    expect(await executions()).toHaveLength(3);

    await buried;
    const sqs = new SQSClient(running.host.clientConfig(region));
    const queue = running.graph.resources.find(
      ({ outputs }) => outputs.arn === running.graph.outputs.deadLetterQueueArn,
    );
    const asked = { QueueUrl: String(queue?.id), MessageAttributeNames: ["All"], WaitTimeSeconds: 5 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(asked));
    sqs.destroy();
    expect(Messages.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.ERROR_CODE?.StringValue])).toEqual([
      ["{}", "StateMachineDoesNotExist"],
    ]);
    expect(Messages[0]?.MessageAttributes?.SCHEDULED_TIME?.StringValue).toBe("2026-01-02T02:30:00Z");
    const done = await calls();
    expect(done.filter(([caller]) => caller === "hourly")).toEqual(
      Array.from({ length: 3 }, () => ["hourly", "states:StartExecution", "200"]),
    );
    expect(done.filter(([caller]) => caller === "nightly")).toEqual([
      ["nightly", "states:StartExecution", "400"],
      ["nightly", "sqs:SendMessage", "200"],
    ]);
  });
});

/** Resolves once the execution has ended that a schedule's creation starts, which may be before anyone listens. */
async function firstHasEnded(): Promise<void> {
  while ((await executions()).every(({ status }) => status === "RUNNING")) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
