import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface AlertsArgs {
  readonly region: string;
}

/** The topic that every failure is published to. */
export class Alerts extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AlertsArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Alerts", name, {}, options);
    this.topicArn = new aws.sns.Topic(name, { region: args.region }, { parent: this }).arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
