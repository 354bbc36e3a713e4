import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { failurePattern, failureTransformer } from "../core/alert/failureRule.ts";
import { DeadLetters } from "./DeadLetters.ts";
import { type Transform, transform } from "./transform.ts";

export interface FailureRuleArgs {
  readonly region: string;
  readonly pipeline: string;
  /** The ARNs of the machines, of the same region. */
  readonly machines: readonly pulumi.Input<string>[];
  /** Of the same region. */
  readonly topicArn: pulumi.Input<string>;
  /** What follows commands in mails: `--stack dev --aws`. @default nothing */
  readonly commandOptions?: string | undefined;
  readonly transform?: FailureRuleTransform | undefined;
}

export interface FailureRuleTransform {
  readonly rule?: Transform<aws.cloudwatch.EventRuleArgs>;
  readonly target?: Transform<aws.cloudwatch.EventTargetArgs>;
}

/**
 * Mails every execution of a region's machines that fails, times out or is aborted, but for those that a mail tells of
 * already. An event that cannot be published within an hour lies in a queue of its own.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class FailureRule extends pulumi.ComponentResource {
  readonly deadLetterQueueArn: pulumi.Output<string>;

  constructor(name: string, args: FailureRuleArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:FailureRule", name, {}, options);
    const { region, pipeline, topicArn, transform: change } = args;
    const parent = { parent: this };
    const machines = pulumi.all([...args.machines]);
    const ruleArgs: aws.cloudwatch.EventRuleArgs = {
      region,
      description: `Executions of ${pipeline} that end badly and that no mail tells of yet`,
      eventPattern: machines.apply((arns) => JSON.stringify(failurePattern(pipeline, arns))),
    };
    const rule = new aws.cloudwatch.EventRule(name, transform(ruleArgs, change?.rule), parent);
    const holds = "executions ended badly and no mail could tell of it";
    const dead = new DeadLetters(
      `${name}-dead`,
      {
        region,
        alarm: { pipeline, topicArn, holds, commandOptions: args.commandOptions },
        senders: [{ service: "events.amazonaws.com", sourceArn: rule.arn }],
      },
      parent,
    );
    const targetArgs: aws.cloudwatch.EventTargetArgs = {
      region,
      rule: rule.name,
      arn: topicArn,
      inputTransformer: { ...failureTransformer(pipeline, args.commandOptions) },
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 },
      deadLetterConfig: { arn: dead.arn },
    };
    new aws.cloudwatch.EventTarget(name, transform(targetArgs, change?.target), parent);
    this.deadLetterQueueArn = dead.arn;
    this.registerOutputs({ deadLetterQueueArn: this.deadLetterQueueArn });
  }
}
