import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Transform, transform } from "./transform.ts";

export interface AlertsArgs {
  readonly region: string;
  readonly transform?: { readonly topic?: Transform<aws.sns.TopicArgs> } | undefined;
}

/** The topic that every failure is published to. */
export class Alerts extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AlertsArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Alerts", name, {}, options);
    const topic: aws.sns.TopicArgs = { region: args.region };
    this.topicArn = new aws.sns.Topic(name, transform(topic, args.transform?.topic), { parent: this }).arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
