import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DeadLetters, type DeadLettersAlarm } from "./DeadLetters.ts";
import { type BucketTransform, PrivateBucket } from "./PrivateBucket.ts";
import { servicePolicy } from "./servicePolicy.ts";
import { type Transform, transform } from "./transform.ts";

export interface LandingArgs {
  readonly region: string;
  /** Seconds that the function which reads the queue may take; the queue hides a message six times as long. */
  readonly consumerTimeout: number;
  /** Who is told of objects that started no run. @default nobody */
  readonly alerts?: Omit<DeadLettersAlarm, "holds" | "redrive"> | undefined;
  readonly transform?: LandingTransform | undefined;
}

export interface LandingTransform extends BucketTransform {
  readonly queue?: Transform<aws.sqs.QueueArgs>;
  readonly deadLetterQueue?: Transform<aws.sqs.QueueArgs>;
}

/**
 * The bucket where files land, and the queue that tells of each, with a dead-letter queue behind it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ways-to-add-notification-config-to-bucket.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class Landing extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;
  readonly deadLetterQueueArn: pulumi.Output<string>;

  constructor(name: string, args: LandingArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Landing", name, {}, options);
    const { region, alerts, transform: change } = args;
    const parent = { parent: this };

    const landing = new PrivateBucket(name, { region, versioned: true, transform: change }, parent);
    const alarm = alerts && { ...alerts, holds: "objects landed and no run was started", redrive: true };
    const ofDead = change?.deadLetterQueue && { queue: change.deadLetterQueue };
    const dead = new DeadLetters(`${name}-dead`, { region, alarm, transform: ofDead }, parent);
    const queueArgs: aws.sqs.QueueArgs = {
      region,
      messageRetentionSeconds: 14 * 24 * 3600,
      visibilityTimeoutSeconds: 6 * args.consumerTimeout,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
    };
    const queue = new aws.sqs.Queue(name, transform(queueArgs, change?.queue), parent);
    const fromBucket = { service: "s3.amazonaws.com", sourceArn: landing.arn };
    const policy = new aws.sqs.QueuePolicy(
      name,
      { region, queueUrl: queue.url, policy: servicePolicy("sqs:SendMessage", queue.arn, [fromBucket]) },
      parent,
    );
    new aws.s3.BucketNotification(
      name,
      { region, bucket: landing.bucket, queues: [{ queueArn: queue.arn, events: ["s3:ObjectCreated:*"] }] },
      { parent: this, dependsOn: [policy] },
    );

    this.bucket = landing.bucket;
    this.bucketArn = landing.arn;
    this.queueArn = queue.arn;
    this.deadLetterQueueArn = dead.arn;
    this.registerOutputs({ bucket: this.bucket, queueArn: this.queueArn });
  }
}
