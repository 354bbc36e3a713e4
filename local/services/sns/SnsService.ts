import { randomUUID } from "node:crypto";
import { arnRegion } from "../../arnRegion.ts";
import type { TopicSpec } from "../../program/specs/topicSpecs.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { EventHub } from "../kernel/EventHub.ts";
import { type QueryOperations, QueryService } from "../kernel/QueryService.ts";
import { allowsService, type ServiceCaller } from "../kernel/resourcePolicy.ts";
import type { XmlContent } from "../kernel/xml.ts";
import { type Mail, Outbox } from "./Outbox.ts";

/** What SNS needs of its host. */
export interface SnsOptions {
  stateDir: string;
  topics: readonly TopicSpec[];
  events: EventHub;
  /** Takes a message that could not be delivered to a subscriber: into the queue of its subscription. */
  bury(queueArn: string, topicArn: string, body: string): void;
}

/**
 * SNS, whose mails land in the outbox.
 *
 * Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export class SnsService extends QueryService {
  readonly name = "sns";
  protected readonly namespace = "http://sns.amazonaws.com/doc/2010-03-31/";
  readonly #options: SnsOptions;
  readonly #outbox: Outbox;

  constructor(options: SnsOptions) {
    super();
    this.#options = options;
    this.#outbox = new Outbox(options.stateDir);
  }

  protected readonly operations: QueryOperations = {
    Publish: async (input, call) => {
      const subject = input.get("Subject") ?? "";
      const message = input.get("Message") ?? "";
      const topic = this.#asked(input.get("TopicArn") ?? "", call);
      return { MessageId: this.#publish(topic, { subject, message, sender: call.caller }) } satisfies XmlContent;
    },
  };

  /**
   * Publishes as a service of AWS does by itself, where the topic's policy lets it. A topic without a policy of its own
   * takes what alarms of its account say, and nothing of EventBridge's.
   *
   * @throws AwsError `NotFound`, `AuthorizationError`, `InvalidParameter`
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
   */
  publishFor(caller: ServiceCaller, topicArn: string, subject: string, message: string): void {
    const topic = this.#options.topics.find(({ arn }) => arn === topicArn);
    if (topic === undefined) throw new AwsError("NotFound", "Topic does not exist", 404);
    const allowed =
      topic.policy === undefined
        ? caller.service === "cloudwatch.amazonaws.com"
        : allowsService(topic.policy, caller, "sns:Publish", topicArn);
    if (!allowed) {
      const what = `${caller.service} is not authorized to perform: SNS:Publish on resource: ${topicArn}`;
      throw new AwsError("AuthorizationError", what, 403);
    }
    this.#publish(topic, { subject, message, sender: caller.service });
  }

  #publish(topic: TopicSpec, content: Omit<Mail, "messageId">): string {
    checkContent(content.subject, content.message);
    const mail = { ...content, messageId: randomUUID() };
    const file = this.#deliver(topic, mail);
    if (file !== undefined) {
      const { region, name } = topic;
      const { subject, message } = mail;
      this.#options.events.emit({ kind: "mail.sent", region, topic: name, subject, message, file });
    }
    return mail.messageId;
  }

  /** Gives the mail's file; undefined where it could not be written, and lies in the queues of the subscriptions. */
  #deliver(topic: TopicSpec, mail: Mail): string | undefined {
    try {
      return this.#outbox.write(topic, mail);
    } catch {
      for (const { deadLetterArn } of topic.subscriptions) {
        if (deadLetterArn !== undefined) this.#options.bury(deadLetterArn, topic.arn, notification(topic, mail));
      }
      return undefined;
    }
  }

  #asked(arn: string, call: Call): TopicSpec {
    call.asks("sns:Publish", arn);
    if (arnRegion(arn) !== call.region) {
      throw new AwsError("InvalidParameter", "Invalid parameter: TopicArn");
    }
    const topic = this.#options.topics.find((known) => known.arn === arn);
    if (topic === undefined) {
      throw new AwsError("NotFound", "Topic does not exist", 404);
    }
    return topic;
  }
}

/** What lies in a queue. Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function notification({ arn }: TopicSpec, { messageId, subject, message }: Mail): string {
  const Timestamp = new Date().toISOString();
  const parts = { Type: "Notification", MessageId: messageId, TopicArn: arn, Subject: subject || undefined };
  return JSON.stringify({ ...parts, Message: message, Timestamp });
}

function checkContent(subject: string, message: string): void {
  if (message === "") {
    throw new AwsError("InvalidParameter", "Invalid parameter: Empty message");
  }
  if (Buffer.byteLength(message) > 262_144) {
    throw new AwsError("InvalidParameter", "Invalid parameter: Message too long");
  }
  if (subject !== "" && !/^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(subject)) {
    throw new AwsError("InvalidParameter", "Invalid parameter: Subject");
  }
}
