import { readFile } from "node:fs/promises";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { runningHost } from "../fixtures/runningHost.ts";

const running = runningHost();
const TopicArn = "arn:aws:sns:eu-west-1:000000000000:alerts";

describe("the local SNS", () => {
  it("puts a mail into the outbox, as a text and as JSON", async () => {
    const client = new SNSClient(running.host.clientConfig("eu-west-1"));
    const sent = running.host.events.first((event) => event.kind === "mail.sent");
    const Message = "lines\nof <text> & more: ü";
    const { MessageId } = await client.send(new PublishCommand({ TopicArn, Subject: "Run r1 failed", Message }));
    const event = await sent;
    const file = event.kind === "mail.sent" ? event.file : "";
    const text = await readFile(file, "utf8");
    expect(text).toContain(`To: oncall@example.org\nSubject: Run r1 failed\n\n${Message}\n`);
    const json = JSON.parse(await readFile(file.replace(/txt$/, "json"), "utf8"));
    expect(json).toMatchObject({
      messageId: MessageId,
      message: Message,
      to: ["oncall@example.org"],
      sender: "operator",
    });
  });

  it("refuses a topic of another region, an unknown topic and an overlong subject", async () => {
    const client = new SNSClient(running.host.clientConfig("eu-west-1"));
    const far = new SNSClient(running.host.clientConfig("eu-central-1"));
    const publish = (to: SNSClient, arn: string, Subject = "s") =>
      to.send(new PublishCommand({ TopicArn: arn, Subject, Message: "m" }));
    await expect(publish(far, TopicArn)).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(publish(client, `${TopicArn}x`)).rejects.toMatchObject({ name: "NotFoundException" });
    await expect(publish(client, TopicArn, "x".repeat(101))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});
