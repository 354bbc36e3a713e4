import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type DeadLettersNote, deadLettersNote } from "../core/alert/deadLettersNote.ts";
import { alarmOnAny } from "./alarmOnAny.ts";
import { type ServiceGrant, servicePolicy } from "./servicePolicy.ts";
import { type Transform, transform } from "./transform.ts";

export interface DeadLettersArgs {
  readonly region: string;
  /** Who is told as soon as something lies in the queue. @default nobody: there is no alarm */
  readonly alarm?: DeadLettersAlarm | undefined;
  /** The services that send to the queue by themselves; another queue, or a function's role, needs no grant here. @default none */
  readonly senders?: readonly ServiceGrant[];
  readonly transform?: DeadLettersTransform | undefined;
}

/** What an alarm says, and where. */
export interface DeadLettersAlarm extends DeadLettersNote {
  readonly topicArn: pulumi.Input<string>;
}

export interface DeadLettersTransform {
  readonly queue?: Transform<aws.sqs.QueueArgs>;
  readonly alarm?: Transform<aws.cloudwatch.MetricAlarmArgs>;
}

const fourteenDays = 14 * 24 * 3600;

/**
 * The queue behind an asynchronous hop: what could not be delivered lies here, for as long as SQS keeps a message, and
 * an alarm tells that something does. The alarm ends when the queue is empty again.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html
 */
export class DeadLetters extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: DeadLettersArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:DeadLetters", name, {}, options);
    const { region, alarm, senders = [], transform: change } = args;
    const parent = { parent: this };
    const queueArgs: aws.sqs.QueueArgs = { region, messageRetentionSeconds: fourteenDays };
    const queue = new aws.sqs.Queue(name, transform(queueArgs, change?.queue), parent);
    if (senders.length > 0) {
      const policy = servicePolicy("sqs:SendMessage", queue.arn, senders);
      new aws.sqs.QueuePolicy(name, { region, queueUrl: queue.url, policy }, parent);
    }
    if (alarm) {
      const alarmArgs = visibleMessages(region, queue.name, alarm);
      new aws.cloudwatch.MetricAlarm(name, transform(alarmArgs, change?.alarm), parent);
    }
    this.arn = queue.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function visibleMessages(
  region: string,
  queue: pulumi.Output<string>,
  { topicArn, ...note }: DeadLettersAlarm,
): aws.cloudwatch.MetricAlarmArgs {
  return alarmOnAny({
    region,
    alarmDescription: deadLettersNote(note),
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queue },
    statistic: "Maximum",
    topicArn,
  });
}
