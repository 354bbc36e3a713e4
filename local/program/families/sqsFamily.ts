import { type Declared, type Derived, type Family, physicalName, regionalArn, textInput } from "../Family.ts";

/** SQS queues with their URL and ARN, and the policies attached to a queue's URL. */
export const sqsFamily: Family = {
  "aws:sqs/queue:Queue": queue,
  "aws:sqs/queuePolicy:QueuePolicy": attachment,
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": attachment,
  "aws:sqs/redrivePolicy:RedrivePolicy": attachment,
};

function queue(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  const url = `https://sqs.${declared.region}.amazonaws.com/${declared.accountId}/${name}`;
  return { id: url, outputs: { name, url, arn: regionalArn(declared, "sqs", name) } };
}

function attachment(declared: Declared): Derived {
  return { id: textInput(declared, "queueUrl") ?? declared.name };
}
