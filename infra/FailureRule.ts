import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { machinePage } from "../core/alert/consoleLinks.ts";
import type { ExecutionEnded } from "../core/alert/ExecutionEnded.ts";
import { endedFlow, type WatchedMachine } from "../core/alert/endedFlow.ts";
import { failurePattern } from "../core/alert/failurePattern.ts";
import { alarmOnAny } from "./alarmOnAny.ts";
import { assumedBy } from "./assumedBy.ts";
import { DeadLetters } from "./DeadLetters.ts";
import { Machine } from "./Machine.ts";
import { policyDocument } from "./policyDocument.ts";
import { roleWithPolicy } from "./roleWithPolicy.ts";
import { type Transform, transform } from "./transform.ts";

/** A machine of the rule's region, and its ARN. */
export interface RuledMachine extends WatchedMachine {
  readonly arn: pulumi.Input<string>;
}

export interface FailureRuleArgs {
  readonly region: string;
  readonly pipeline: string;
  readonly machines: readonly RuledMachine[];
  /** The texts of the settings that the machines' places name. @default none */
  readonly settings?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Of the same region. */
  readonly topicArn: pulumi.Input<string>;
  /** What resumes a run, in front of its id or its execution's name. @default `retryCommand` */
  readonly command?: string | undefined;
  /** What follows commands in mails: `--stack dev --aws`. @default nothing */
  readonly commandOptions?: string | undefined;
  readonly transform?: FailureRuleTransform | undefined;
}

export interface FailureRuleTransform {
  readonly rule?: Transform<aws.cloudwatch.EventRuleArgs>;
  readonly target?: Transform<aws.cloudwatch.EventTargetArgs>;
  /** Of the rule, which starts the machine that mails. */
  readonly role?: Transform<aws.iam.RoleArgs>;
  /** The one that mails. */
  readonly machine?: Transform<aws.sfn.StateMachineArgs>;
  readonly alarm?: Transform<aws.cloudwatch.MetricAlarmArgs>;
}

/**
 * Mails every execution of a region's machines that fails, times out or is aborted, but for those that a mail tells of
 * already: by a machine that looks into the execution's history. An event for which that machine cannot be started
 * within an hour lies in a queue of its own; where it was started and could not mail, an alarm tells of it.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class FailureRule extends pulumi.ComponentResource {
  readonly deadLetterQueueArn: pulumi.Output<string>;

  constructor(name: string, args: FailureRuleArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:FailureRule", name, {}, options);
    const { region, pipeline, topicArn, machines, transform: change } = args;
    const parent = { parent: this };
    const arns = pulumi.all(machines.map(({ arn }) => arn));
    const ruleArgs: aws.cloudwatch.EventRuleArgs = {
      region,
      description: `Executions of ${pipeline} that end badly and that no mail tells of yet`,
      eventPattern: arns.apply((known) => JSON.stringify(failurePattern(pipeline, known))),
    };
    const rule = new aws.cloudwatch.EventRule(name, transform(ruleArgs, change?.rule), parent);
    const teller = this.teller(name, args);
    const dead = new DeadLetters(
      `${name}-dead`,
      {
        region,
        alarm: { pipeline, topicArn, holds, commandOptions: args.commandOptions },
        senders: [{ service: "events.amazonaws.com", sourceArn: rule.arn }],
      },
      parent,
    );
    const { role, policy } = roleWithPolicy(
      name,
      {
        assumeRolePolicy: assumedBy("events.amazonaws.com"),
        policy: policyDocument([{ actions: ["states:StartExecution"], resources: [teller.arn] }]),
        transform: change?.role,
      },
      parent,
    );
    const targetArgs: aws.cloudwatch.EventTargetArgs = {
      region,
      rule: rule.name,
      arn: teller.arn,
      roleArn: role.arn,
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 },
      deadLetterConfig: { arn: dead.arn },
    };
    const target = transform(targetArgs, change?.target);
    new aws.cloudwatch.EventTarget(name, target, { parent: this, dependsOn: [policy] });
    const alarmArgs = untold(args, teller.arn);
    new aws.cloudwatch.MetricAlarm(`${name}-untold`, transform(alarmArgs, change?.alarm), parent);
    this.deadLetterQueueArn = dead.arn;
    this.registerOutputs({ deadLetterQueueArn: this.deadLetterQueueArn });
  }

  private teller(name: string, args: FailureRuleArgs): Machine<ExecutionEnded, undefined> {
    const { region, pipeline, machines, command, commandOptions, settings = {}, transform: change } = args;
    const executions = ({ arn }: RuledMachine) =>
      pulumi.output(arn).apply((known) => `${known.replace(":stateMachine:", ":execution:")}:*`);
    return new Machine(
      `${name}-ended`,
      {
        region,
        flow: endedFlow({ pipeline, machines, command, commandOptions }),
        arns: {
          machines: Object.fromEntries(machines.map((machine) => [machine.name, machine.arn])),
          resources: Object.fromEntries(machines.map((machine) => [`${machine.name}-executions`, executions(machine)])),
          topics: { alerts: args.topicArn },
          settings,
        },
        transform: { ...(change?.machine && { machine: change.machine }) },
      },
      { parent: this },
    );
  }
}

const holds = "executions ended badly and no mail could tell of it";

/** The machine has no time-out of its own, so that whatever goes wrong in it makes it fail. */
function untold({ region, pipeline, topicArn }: FailureRuleArgs, machine: pulumi.Output<string>) {
  return alarmOnAny({
    region,
    alarmDescription: machine.apply(
      (arn) => `Pipeline ${pipeline}: ${holds}. Look at what failed: ${machinePage(region)}${arn}`,
    ),
    namespace: "AWS/States",
    metricName: "ExecutionsFailed",
    dimensions: { StateMachineArn: machine },
    statistic: "Sum",
    topicArn,
  });
}
