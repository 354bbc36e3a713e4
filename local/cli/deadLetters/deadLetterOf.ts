import type { Message } from "@aws-sdk/client-sqs";

/** A message that could not be delivered. */
export interface DeadLetter {
  /** ARN. */
  readonly queue: string;
  readonly id: string;
  /** What it is about: a source object, a schedule and its time, or the start of its text. */
  readonly about: string;
  readonly reason: string;
  /** ISO 8601: when it was first sent, or moved here. */
  readonly sent: string;
  readonly ageSeconds: number;
}

/** What a message of a dead-letter queue tells: by the attributes of the service that gave it up, or by its body. */
export function deadLetterOf(queue: string, message: Message, now: Date): DeadLetter {
  const sent = new Date(Number(message.Attributes?.SentTimestamp ?? now.getTime()));
  return {
    queue,
    id: message.MessageId ?? "",
    about: scheduleOf(message) ?? aboutOf(message.Body ?? ""),
    reason: reasonOf(message),
    sent: sent.toISOString(),
    ageSeconds: Math.max(0, Math.round((now.getTime() - sent.getTime()) / 1000)),
  };
}

/**
 * EventBridge and Lambda say why in attributes; SQS only how often the message was received in vain.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
function reasonOf({ MessageAttributes: given = {}, Attributes }: Message): string {
  const said = ["ERROR_CODE", "ERROR_MESSAGE", "ErrorCode", "ErrorMessage"].flatMap(
    (name) => given[name]?.StringValue ?? [],
  );
  if (said.length > 0) return said.join(": ");
  const received = Number(Attributes?.ApproximateReceiveCount ?? 1) - 1;
  return received > 0 ? `received ${received} times in vain: its consumer's log says why` : "not delivered";
}

/**
 * A start that EventBridge Scheduler gave up is the same input every time: what tells is whose, and when.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
function scheduleOf({ MessageAttributes: given = {} }: Message): string | undefined {
  const [schedule, time] = [given.SCHEDULE_ARN?.StringValue, given.SCHEDULED_TIME?.StringValue];
  return schedule && time && `schedule ${schedule.split("/").at(-1)} at ${time}`;
}

function aboutOf(body: string): string {
  const objects = objectsIn(body);
  if (objects.length > 0) return objects.join(", ");
  return body.length > 120 ? `${body.slice(0, 119)}…` : body;
}

/** The objects of an S3 event; keys in events are form-encoded. */
function objectsIn(body: string): string[] {
  try {
    const { Records = [] } = JSON.parse(body) as { Records?: S3Record[] };
    return Records.flatMap(({ s3 }) => (s3 ? [`s3://${s3.bucket.name}/${decoded(s3.object.key)}`] : []));
  } catch {
    return [];
  }
}

interface S3Record {
  readonly s3?: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
}

function decoded(key: string): string {
  return decodeURIComponent(key.replaceAll("+", " "));
}
