import { setTimeout } from "node:timers/promises";
import { TaskError } from "../../states/TaskError.ts";
import type { Integration } from "./Integration.ts";
import { jsonFailure } from "./jsonFailure.ts";

interface Described {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: string;
  startDate: number;
  stopDate: number;
  input: string;
  output?: string;
  error?: string;
  cause?: string;
}

/**
 * `states:startExecution.sync:2`: starts an execution and waits for its end; its output is the result's, as JSON. Where
 * the task is given up, the execution is stopped.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export async function startExecutionSync(integration: Integration): Promise<unknown> {
  const { StateMachineArn, Input, Name } = integration.arguments;
  const input = Input === undefined ? "{}" : typeof Input === "string" ? Input : JSON.stringify(Input);
  const started = await ask(integration, "StartExecution", { stateMachineArn: StateMachineArn, input, name: Name });
  const { executionArn, startDate } = started as { executionArn: string; startDate: number };
  await integration.submitted({ ExecutionArn: executionArn, StartDate: Math.round(startDate * 1000) });
  await endOf(integration, executionArn);
  const described = await describe(integration, executionArn);
  if (described.status !== "SUCCEEDED") {
    throw new TaskError("States.TaskFailed", JSON.stringify(summary(described)));
  }
  return { ...summary(described), Input: JSON.parse(described.input), Output: JSON.parse(described.output ?? "null") };
}

/** Step Functions itself sees to it that its question after the end is answered: a fault of that is no failure of the task. */
async function describe(integration: Integration, executionArn: string): Promise<Described> {
  for (let asked = 1; ; asked += 1) {
    try {
      return (await ask(integration, "DescribeExecution", { executionArn })) as Described;
    } catch (error) {
      if (asked === mostQuestions) throw error;
      await setTimeout(100 * asked, undefined, { signal: integration.signal });
    }
  }
}

const mostQuestions = 5;

/** Waits for the end of an execution; stops it where nothing waits for it any more, as far as that goes. */
async function endOf(integration: Integration, executionArn: string): Promise<void> {
  const stop = () => {
    ask(integration, "StopExecution", { executionArn }).catch(() => undefined);
  };
  integration.signal.addEventListener("abort", stop, { once: true });
  await integration.ended(executionArn);
  integration.signal.removeEventListener("abort", stop);
}

async function ask(integration: Integration, action: string, input: Record<string, unknown>): Promise<unknown> {
  const answer = await integration.call({
    service: "states",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AWSStepFunctions.${action}` },
    body: JSON.stringify(input),
  });
  if (answer.status >= 300) {
    throw jsonFailure("StepFunctions", answer);
  }
  return JSON.parse(answer.body);
}

function summary(described: Described): Record<string, unknown> {
  return {
    ExecutionArn: described.executionArn,
    Input: described.input,
    InputDetails: { Included: true },
    Name: described.name,
    ...(described.output === undefined ? {} : { Output: described.output, OutputDetails: { Included: true } }),
    ...(described.error === undefined ? {} : { Error: described.error }),
    ...(described.cause === undefined ? {} : { Cause: described.cause }),
    StartDate: Math.round(described.startDate * 1000),
    StateMachineArn: described.stateMachineArn,
    Status: described.status,
    StopDate: Math.round(described.stopDate * 1000),
  };
}
