import { ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect } from "vitest";
import { asRunName } from "../../../../local/cli/runs/asRunName.ts";
import { attemptsOf } from "../../../../local/cli/runs/attemptsOf.ts";
import { everyAttempt } from "../../../../local/cli/runs/everyAttempt.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { LocalTarget } from "../../../../local/cli/target/Target.ts";
import { retryAs } from "./retryAs.ts";

/** Waits until every file that landed has had its run and none is under way, and retries each until it has succeeded. */
export async function settle(target: LocalTarget, region: string, landingQueue: string): Promise<void> {
  await emptied(target, region, landingQueue);
  using states = new StepFunctions(target);
  const machine = target.outputs.mainMachine;
  const { executions = [] } = await states
    .of(machine)
    .send(new ListExecutionsCommand({ stateMachineArn: machine, maxResults: 1000 }));
  const runs = new Set(executions.toReversed().flatMap(({ name = "" }) => asRunName(name)?.run ?? []));
  for (const run of runs) await finished(target, states, run);
}

/** Resolves once no message is in a queue, on its way to a function either. */
async function emptied(target: LocalTarget, region: string, QueueName: string): Promise<void> {
  const sqs = new SQSClient(target.clientConfig(region));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const left = async () => {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: taken } = Attributes;
    return Number(visible) + Number(taken);
  };
  await expect.poll(left, { timeout: 300_000, interval: 100 }).toBe(0);
  sqs.destroy();
}

async function finished(target: LocalTarget, states: StepFunctions, run: string): Promise<void> {
  const running = async () => {
    const attempts = everyAttempt(await attemptsOf(states, target.outputs, run));
    return attempts.flatMap(({ status, executionArn }) => (status === "RUNNING" ? executionArn : []));
  };
  await expect.poll(running, { timeout: 300_000, interval: 100 }).toEqual([]);
  const ends: unknown[] = [];
  for (let retries = 0; retries < 4; retries += 1) {
    const retried = await retryAs(target, run);
    if (retried === undefined || retried.status === "SUCCEEDED") return;
    ends.push([retried.error, retried.cause]);
  }
  throw new Error(`${run} does not succeed: ${JSON.stringify(ends)}`);
}
