import { arnRegion } from "../arnRegion.ts";
import { AwsError } from "../services/kernel/AwsError.ts";
import type { SqsService } from "../services/sqs/SqsService.ts";
import { ownWork } from "./ownWork.ts";
import type { ServicesOptions } from "./ServicesOptions.ts";

const caller = "s3.amazonaws.com";
/** Until S3 tries again, in milliseconds. */
const pause = 1000;

/**
 * What S3 tells queues: at least once. It is in the queue before the answer to who wrote the object, but where a fault
 * delays it; what is delayed is lost with the host.
 */
export class Notifications {
  readonly #options: ServicesOptions;
  readonly #sqs: SqsService;
  readonly #closing = new AbortController();

  constructor(options: ServicesOptions, sqs: SqsService) {
    this.#options = options;
    this.#sqs = sqs;
  }

  /** Tells a queue, again and again until it is heard. */
  send(queueArn: string, message: string): void {
    this.#send(queueArn, message).catch(() => undefined);
  }

  close(): void {
    this.#closing.abort();
  }

  async #send(queueArn: string, message: string): Promise<void> {
    const asked = {
      caller,
      service: "sqs",
      region: arnRegion(queueArn),
      action: "sqs:SendMessage",
      resource: queueArn,
    };
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        return await ownWork(this.#options, asked, () => this.#put(queueArn, message));
      } catch (error) {
        if (!(error instanceof AwsError) || error.status === 404) throw error;
        await this.#options.clock.sleep(pause, signal);
      }
    }
  }

  #put(queueArn: string, message: string): void {
    const queue = this.#sqs.byArn(queueArn);
    if (queue === undefined) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.", 404);
    if (!this.#closing.signal.aborted) queue.send({ body: message, attributes: {}, sender: caller });
  }
}
