import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DeadLetters } from "./DeadLetters.ts";
import { servicePolicy } from "./servicePolicy.ts";
import { type Transform, transform } from "./transform.ts";

export interface AlertsArgs {
  readonly region: string;
  /** Named in what the topic itself has to report. @default the component's name */
  readonly pipeline?: string;
  /** What follows commands in what the topic itself has to report: `--stack dev --aws`. @default nothing */
  readonly commandOptions?: string | undefined;
  /** Addresses that every mail goes to; AWS asks each to confirm once. @default none */
  readonly emails?: readonly string[];
  readonly transform?: AlertsTransform | undefined;
}

export interface AlertsTransform {
  readonly topic?: Transform<aws.sns.TopicArgs>;
  readonly subscription?: Transform<aws.sns.TopicSubscriptionArgs>;
}

/**
 * A region's topic that every failure is published to, by functions and machines in their roles, and by rules and
 * alarms of the account. A mail that could not be delivered lies in a queue of its own.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export class Alerts extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  /** Undefined where nobody is subscribed. */
  readonly deadLetterQueueArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: AlertsArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Alerts", name, {}, options);
    const { region, emails = [], transform: change } = args;
    const parent = { parent: this };
    const topic = new aws.sns.Topic(name, transform<aws.sns.TopicArgs>({ region }, change?.topic), parent);
    const publishers = [{ service: "events.amazonaws.com" }, { service: "cloudwatch.amazonaws.com" }];
    const policy = servicePolicy("sns:Publish", topic.arn, publishers);
    new aws.sns.TopicPolicy(name, { region, arn: topic.arn, policy }, parent);

    const dead = emails.length === 0 ? undefined : this.deadMails(name, args, topic.arn);
    for (const endpoint of emails) {
      const subscription: aws.sns.TopicSubscriptionArgs = {
        region,
        topic: topic.arn,
        protocol: "email",
        endpoint,
        ...(dead && { redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn }) }),
      };
      new aws.sns.TopicSubscription(`${name}-${endpoint}`, transform(subscription, change?.subscription), parent);
    }
    this.topicArn = topic.arn;
    this.deadLetterQueueArn = dead?.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }

  private deadMails(name: string, args: AlertsArgs, topicArn: pulumi.Output<string>): DeadLetters {
    const { region, pipeline = name, commandOptions } = args;
    const senders = [{ service: "sns.amazonaws.com", sourceArn: topicArn }];
    const alarm = { pipeline, topicArn, holds: "mails could not be delivered to a subscriber", commandOptions };
    return new DeadLetters(`${name}-dead`, { region, alarm, senders }, { parent: this });
  }
}
