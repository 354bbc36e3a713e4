import { setTimeout } from "node:timers/promises";
import { ListMessageMoveTasksCommand, type SQSClient, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";

/** How the letters of a queue were sent on their way again. */
export interface Redriven {
  /** ARN. */
  readonly queue: string;
  readonly moved: number;
  /** Why it did not go, or not whole; absent where it did. */
  readonly failure?: string;
}

/**
 * Moves the messages of a dead-letter queue back to the queues that they come from, and waits until that is done. SQS
 * does so only for what queues gave up: not for what EventBridge, SNS or Lambda sent here.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function redrive(sqs: SQSClient, queue: string): Promise<Redriven> {
  try {
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: queue }));
    for (;;) {
      const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: queue, MaxResults: 1 }));
      const { Status, ApproximateNumberOfMessagesMoved: moved = 0, FailureReason } = Results?.[0] ?? {};
      if (Status === "COMPLETED") return { queue, moved };
      if (Status !== "RUNNING") return { queue, moved, failure: FailureReason ?? Status ?? "no such task" };
      await setTimeout(1000);
    }
  } catch (error) {
    return { queue, moved: 0, failure: (error as Error).message };
  }
}
