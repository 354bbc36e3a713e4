import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { JsonInput, JsonOperations } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import type { Queue } from "./Queue.ts";

/** A move of dead letters back to where they came from; times in milliseconds since 1970. */
interface MoveTask {
  handle: string;
  sourceArn: string;
  destinationArn: string | undefined;
  startedAt: number;
  toMove: number;
  moved: number;
  failure: string | undefined;
}

const start = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
});
const list = z.object({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) });

/**
 * Redrive of dead-letter queues. Moves are made at once, whatever pace is asked for, so that none is ever found running.
 * As in SQS, only the queue that other queues bury in can be a source, and a moved message counts as newly sent.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export class MoveTasks {
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #tasks: MoveTask[] = [];

  constructor(queues: ReadonlyMap<string, Queue>) {
    this.#queues = queues;
  }

  readonly operations: JsonOperations = {
    StartMessageMoveTask: (input, call) => {
      const { SourceArn, DestinationArn } = readInput(start, input);
      for (const action of ["StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"]) {
        call.asks(`sqs:${action}`, SourceArn);
      }
      const task = this.#move(this.#source(SourceArn, call), this.#destination(DestinationArn, call));
      this.#tasks.unshift(task);
      return { TaskHandle: task.handle };
    },
    ListMessageMoveTasks: (input, call) => {
      const { SourceArn, MaxResults } = readInput(list, input);
      call.asks("sqs:ListMessageMoveTasks", SourceArn);
      const { spec } = this.#source(SourceArn, call);
      const own = this.#tasks.filter(({ sourceArn }) => sourceArn === spec.arn);
      return { Results: own.slice(0, MaxResults).map(toApi) };
    },
  };

  #source(arn: string, call: Call): Queue {
    const queue = this.#known(arn, call);
    const isDeadLetterQueue = [...this.#queues.values()].some(({ spec }) => spec.redrive?.deadLetterArn === arn);
    if (!isDeadLetterQueue) {
      throw new AwsError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
    }
    return queue;
  }

  #destination(arn: string | undefined, call: Call): Queue | undefined {
    return arn === undefined ? undefined : this.#known(arn, call);
  }

  #known(arn: string, call: Call): Queue {
    const queue = this.#queues.get(arn);
    if (queue !== undefined && queue.spec.region === call.region) return queue;
    throw new AwsError(
      "ResourceNotFoundException",
      "The resource that you specified for the SourceArn parameter doesn't exist.",
      404,
    );
  }

  /** A message goes to the destination, or else to the queue that buried it. */
  #move(source: Queue, destination: Queue | undefined): MoveTask {
    const task: MoveTask = {
      handle: randomUUID(),
      sourceArn: source.spec.arn,
      destinationArn: destination?.spec.arn,
      startedAt: Date.now(),
      toMove: source.counts().available,
      moved: 0,
      failure: undefined,
    };
    for (const message of source.take()) {
      const back = destination ?? this.#queues.get(message.deadLetterSource ?? "");
      if (back === undefined) {
        source.send(message);
        task.failure = "CouldNotDetermineMessageSource";
      } else {
        back.send({ ...message, deadLetterSource: undefined });
        task.moved += 1;
      }
    }
    return task;
  }
}

function toApi(task: MoveTask): JsonInput {
  return {
    Status: task.failure === undefined ? "COMPLETED" : "FAILED",
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ApproximateNumberOfMessagesMoved: task.moved,
    FailureReason: task.failure,
    StartedTimestamp: task.startedAt,
  };
}
