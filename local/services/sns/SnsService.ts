import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { arnRegion } from "../../arnRegion.ts";
import type { TopicSpec } from "../../program/specs/topicSpecs.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { EventHub } from "../kernel/EventHub.ts";
import { type QueryOperations, QueryService } from "../kernel/QueryService.ts";
import { safeName } from "../kernel/safeName.ts";
import type { XmlContent } from "../kernel/xml.ts";

/**
 * SNS, whose mails land in `<stateDir>/outbox`: a text as a subscriber would read it, and the same as JSON.
 *
 * Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export class SnsService extends QueryService {
  readonly name = "sns";
  protected readonly namespace = "http://sns.amazonaws.com/doc/2010-03-31/";
  readonly #outbox: string;
  readonly #topics: readonly TopicSpec[];
  readonly #events: EventHub;
  #count = 0;

  constructor(options: { stateDir: string; topics: readonly TopicSpec[]; events: EventHub }) {
    super();
    this.#outbox = join(options.stateDir, "outbox");
    this.#topics = options.topics;
    this.#events = options.events;
    mkdirSync(this.#outbox, { recursive: true });
  }

  protected readonly operations: QueryOperations = {
    Publish: async (input, call) => this.#publish(input, call),
  };

  #publish(input: URLSearchParams, call: Call): XmlContent {
    const topic = this.#topic(input.get("TopicArn") ?? "", call);
    const subject = input.get("Subject") ?? "";
    const message = input.get("Message") ?? "";
    checkContent(subject, message);
    const messageId = randomUUID();
    const file = this.#deliver(topic, { messageId, subject, message, sender: call.caller });
    const { region, name } = topic;
    this.#events.emit({ kind: "mail.sent", region, topic: name, subject, message, file });
    return { MessageId: messageId };
  }

  #topic(arn: string, call: Call): TopicSpec {
    call.asks("sns:Publish", arn);
    if (arnRegion(arn) !== call.region) {
      throw new AwsError("InvalidParameter", "Invalid parameter: TopicArn");
    }
    const topic = this.#topics.find((known) => known.arn === arn);
    if (topic === undefined) {
      throw new AwsError("NotFound", "Topic does not exist", 404);
    }
    return topic;
  }

  #deliver(topic: TopicSpec, mail: { messageId: string; subject: string; message: string; sender: string }): string {
    const time = new Date().toISOString();
    this.#count += 1;
    const stamp = time.replaceAll(/[-:]/g, "");
    const file = join(this.#outbox, safeName(`${stamp}-${topic.name}-${this.#count}`));
    const { messageId, subject, message, sender } = mail;
    const to = topic.addresses.join(", ") || "(no subscribers)";
    const subjectLine = subject || "AWS Notification Message";
    const head = [`Date: ${time}`, `From: ${topic.name}`, `To: ${to}`, `Subject: ${subjectLine}`];
    writeFileSync(`${file}.txt`, `${head.join("\n")}\n\n${message}\n`);
    const record = { time, topicArn: topic.arn, to: topic.addresses, messageId, subject, message, sender };
    writeFileSync(`${file}.json`, `${JSON.stringify(record, undefined, 2)}\n`);
    return `${file}.txt`;
  }
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
