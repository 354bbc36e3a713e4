import { queueSpecs } from "../program/specs/queueSpecs.ts";
import { scheduleSpecs } from "../program/specs/scheduleSpecs.ts";
import { AwsError } from "../services/kernel/AwsError.ts";
import { type ScheduleReach, Scheduler } from "../services/scheduler/Scheduler.ts";
import { loopback } from "../services/states/loopback.ts";
import type { ServicesOptions } from "./ServicesOptions.ts";

/** EventBridge Scheduler: it reaches machines and queues by the host's own services, in its schedules' roles. */
export function openScheduler(options: ServicesOptions): Scheduler {
  const { graph, stateDir, clock } = options;
  return new Scheduler({ stateDir, schedules: scheduleSpecs(graph), clock, reach: reachOf(options) });
}

interface Asked {
  readonly service: string;
  readonly target: string;
  readonly input: object;
}

function reachOf({ graph, callers, address }: ServicesOptions): ScheduleReach {
  const ask = async (roleArn: string, region: string, { service, target, input }: Asked) => {
    const answer = await loopback({
      endpoint: `http://${address}`,
      accessKeyId: callers.keyOf(roleArn),
      region,
      service,
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": target },
      body: JSON.stringify(input),
    });
    if (answer.status >= 300) throw errorOf(answer.status, answer.body);
  };
  const urls = new Map(queueSpecs(graph).map(({ arn, url }) => [arn, url]));
  return {
    start: async ({ roleArn, region, machineArn: stateMachineArn, input }, name) => {
      const target = "AWSStepFunctions.StartExecution";
      const asked = ask(roleArn, region, { service: "states", target, input: { stateMachineArn, name, input } });
      await asked.catch(unlessStarted);
    },
    bury: async ({ roleArn, region, input }, queueArn, MessageAttributes) => {
      const message = { QueueUrl: urls.get(queueArn), MessageBody: input, MessageAttributes };
      await ask(roleArn, region, { service: "sqs", target: "AmazonSQS.SendMessage", input: message });
    },
  };
}

function errorOf(status: number, body: string): AwsError {
  const { __type = "UnknownError", message = body } = JSON.parse(body) as { __type?: string; message?: string };
  return new AwsError(__type.split("#").at(-1) ?? __type, message, status);
}

function unlessStarted(error: unknown): void {
  if (!(error instanceof AwsError) || error.code !== "ExecutionAlreadyExists") throw error;
}
