import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Subscription, TopicSpec } from "../../program/specs/topicSpecs.ts";
import { safeName } from "../kernel/safeName.ts";

/** A message on its way to the subscribers of a topic. */
export interface Mail {
  messageId: string;
  subject: string;
  message: string;
  /** Who published it: a role's name, `operator`, or a service of AWS. */
  sender: string;
}

/** The mails of all topics, in `<stateDir>/outbox`: a text as a subscriber would read it, and the same as JSON. */
export class Outbox {
  readonly #folder: string;
  #count = 0;

  constructor(stateDir: string) {
    this.#folder = join(stateDir, "outbox");
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Writes one mail to all subscribers; gives the text's path. @throws Error where it cannot be written. */
  write(topic: TopicSpec, { messageId, subject, message, sender }: Mail): string {
    const time = new Date().toISOString();
    this.#count += 1;
    const stamp = time.replaceAll(/[-:]/g, "");
    const file = join(this.#folder, safeName(`${stamp}-${topic.name}-${this.#count}`));
    const to = topic.subscriptions.map(({ address }: Subscription) => address);
    const subjectLine = subject || "AWS Notification Message";
    const addressed = to.join(", ") || "(no subscribers)";
    const head = [`Date: ${time}`, `From: ${topic.name}`, `To: ${addressed}`, `Subject: ${subjectLine}`];
    writeFileSync(`${file}.txt`, `${head.join("\n")}\n\n${message}\n`);
    const record = { time, topicArn: topic.arn, to, messageId, subject, message, sender };
    writeFileSync(`${file}.json`, `${JSON.stringify(record, undefined, 2)}\n`);
    return `${file}.txt`;
  }
}
