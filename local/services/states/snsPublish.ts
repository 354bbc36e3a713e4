import { parseXML } from "@aws-sdk/xml-builder";
import { TaskError } from "../../states/TaskError.ts";
import type { Integration } from "./Integration.ts";

/** `sns:publish`; a message that is not a text is sent as JSON. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html */
export async function snsPublish({ arguments: given, call }: Integration): Promise<unknown> {
  const form = new URLSearchParams({ Action: "Publish", Version: "2010-03-31" });
  for (const [name, value] of Object.entries(given)) {
    form.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await call({ service: "sns", headers, body: form.toString() });
  const document = parseXML(answer.body);
  if (answer.status >= 300) {
    const { Code, Message } = document.ErrorResponse.Error;
    throw new TaskError(`SNS.${Code}Exception`, `${Message} (Service: AmazonSNS; Status Code: ${answer.status})`);
  }
  return { MessageId: document.PublishResponse.PublishResult.MessageId };
}
