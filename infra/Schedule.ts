import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "./assumedBy.ts";
import { DeadLetters, type DeadLettersAlarm } from "./DeadLetters.ts";
import { policyDocument } from "./policyDocument.ts";
import { roleWithPolicy } from "./roleWithPolicy.ts";
import { type Transform, transform } from "./transform.ts";

export interface ScheduleArgs {
  readonly region: string;
  /**
   * `rate(1 day)`, or `cron(minutes hours day-of-month month day-of-week year)`. A rate counts from the schedule's
   * creation, at which it also starts the machine a first time, and knows no zone: where each day of a zone is to have
   * its time, also those of 23 and 25 hours, it is a cron.
   */
  readonly expression: `rate(${string})` | `cron(${string})`;
  /** IANA zone that a cron is read in. @default "UTC" */
  readonly zone?: string | undefined;
  /** ARN of the machine that is started, of the same region. */
  readonly machineArn: pulumi.Input<string>;
  /** What each execution is given. @default {} */
  readonly input?: object;
  /** Who is told of executions that could not be started. */
  readonly deadLetters: Omit<DeadLettersAlarm, "holds" | "redrive">;
  readonly transform?: ScheduleTransform | undefined;
}

export interface ScheduleTransform {
  readonly schedule?: Transform<aws.scheduler.ScheduleArgs>;
  readonly role?: Transform<aws.iam.RoleArgs>;
}

/**
 * Starts a machine again and again, in a role that may do nothing else. What cannot be started within a day, or at once
 * where it is refused, lies in a queue of its own.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export class Schedule extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly deadLetterQueueArn: pulumi.Output<string>;

  constructor(name: string, args: ScheduleArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Schedule", name, {}, options);
    const { region, expression, zone = "UTC", machineArn, input = {}, transform: change } = args;
    const parent = { parent: this };
    const alarm = { ...args.deadLetters, holds };
    const dead = new DeadLetters(`${name}-dead`, { region, alarm }, parent);
    const { role, policy } = roleWithPolicy(
      name,
      {
        assumeRolePolicy: assumedBy("scheduler.amazonaws.com"),
        policy: policyDocument([
          { actions: ["states:StartExecution"], resources: [machineArn] },
          { actions: ["sqs:SendMessage"], resources: [dead.arn] },
        ]),
        transform: change?.role,
      },
      parent,
    );
    const scheduleArgs: aws.scheduler.ScheduleArgs = {
      region,
      scheduleExpression: expression,
      scheduleExpressionTimezone: zone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: machineArn,
        roleArn: role.arn,
        input: JSON.stringify(input),
        retryPolicy: { maximumEventAgeInSeconds: 24 * 3600, maximumRetryAttempts: 185 },
        deadLetterConfig: { arn: dead.arn },
      },
    };
    const changed = transform(scheduleArgs, change?.schedule);
    const schedule = new aws.scheduler.Schedule(name, changed, { parent: this, dependsOn: [policy] });
    this.arn = schedule.arn;
    this.deadLetterQueueArn = dead.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

const holds = "scheduled executions could not be started";
