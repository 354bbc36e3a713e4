import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmWindow } from "../core/alert/alarmWindow.ts";
import { expectedWindow } from "../core/alert/expectedWindow.ts";
import { landedMetric } from "../core/alert/landedMetric.ts";
import type { Contract } from "../core/contract/Contract.ts";
import { accountOf } from "./accountOf.ts";
import { DeadLetters } from "./DeadLetters.ts";
import { Fn } from "./Fn.ts";
import { type Transform, transform } from "./transform.ts";

export interface ExpectFilesArgs {
  readonly region: string;
  readonly pipeline: string;
  /** Those that say `expectEvery` get an alarm each. */
  readonly contracts: readonly Contract[];
  /** The name of the function that counts what lands. */
  readonly counter: pulumi.Input<string>;
  readonly landing: { readonly bucket: pulumi.Input<string>; readonly bucketArn: pulumi.Input<string> };
  /** Of the same region. */
  readonly topicArn: pulumi.Input<string>;
  /** What follows commands in mails: `--stack dev --aws`. @default nothing */
  readonly commandOptions?: string | undefined;
  readonly transform?: { readonly alarm?: Transform<aws.cloudwatch.MetricAlarmArgs> } | undefined;
}

/** A dataset of which files are expected, and how its alarm looks back. */
interface Expected {
  readonly contract: Contract;
  readonly window: AlarmWindow;
}

/**
 * Raises an alarm for each dataset of which no file landed for as long as its contract allows. The alarm goes to a
 * function that mails, beside dataset and span, the last file that came; an alarm's own mail could not name it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export class ExpectFiles extends pulumi.ComponentResource {
  /** Undefined where no contract expects files. */
  readonly deadLetterQueueArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: ExpectFilesArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:ExpectFiles", name, {}, options);
    const expected = args.contracts.flatMap(expectedOf);
    if (expected.length > 0) {
      const dead = this.deadLetters(name, args);
      const mailer = this.mailer(name, args, expected, dead);
      for (const each of expected) this.alarm(name, args, each, mailer.arn);
      this.deadLetterQueueArn = dead.arn;
    }
    this.registerOutputs({ deadLetterQueueArn: this.deadLetterQueueArn });
  }

  private deadLetters(name: string, { region, pipeline, topicArn, commandOptions }: ExpectFilesArgs): DeadLetters {
    const holds = "an expected file is missing and no mail could tell of it";
    const alarm = { pipeline, topicArn, holds, commandOptions };
    return new DeadLetters(`${name}-dead`, { region, alarm }, { parent: this });
  }

  private mailer(name: string, args: ExpectFilesArgs, expected: readonly Expected[], dead: DeadLetters): Fn {
    const { region, pipeline, landing, topicArn, commandOptions } = args;
    const spans = Object.fromEntries(expected.map(({ contract }) => [contract.name, contract.expectEvery]));
    const mailer = new Fn(
      name,
      {
        region,
        handler: "overdue",
        environment: {
          SLUICE_PIPELINE: pipeline,
          SLUICE_LANDING: landing.bucket,
          SLUICE_ALERTS: topicArn,
          SLUICE_EXPECTED: JSON.stringify(spans),
          ...(commandOptions && { SLUICE_COMMAND_OPTIONS: commandOptions }),
        },
        permissions: [
          { actions: ["s3:ListBucket"], resources: [landing.bucketArn] },
          { actions: ["sns:Publish"], resources: [topicArn] },
        ],
        deadLetters: dead.arn,
      },
      { parent: this },
    );
    new aws.lambda.Permission(
      name,
      {
        region,
        function: mailer.name,
        action: "lambda:InvokeFunction",
        principal: "lambda.alarms.cloudwatch.amazonaws.com",
        sourceAccount: accountOf(mailer.arn),
      },
      { parent: this },
    );
    return mailer;
  }

  private alarm(name: string, args: ExpectFilesArgs, expected: Expected, mailerArn: pulumi.Output<string>): void {
    const { region, pipeline, counter, transform: change } = args;
    const { contract, window } = expected;
    const alarmArgs: aws.cloudwatch.MetricAlarmArgs = {
      region,
      alarmDescription: `Pipeline ${pipeline}: no file for ${contract.name} in ${contract.expectEvery}`,
      ...nothingLanded(counter, contract.name, window),
      alarmActions: [mailerArn],
      okActions: [mailerArn],
    };
    new aws.cloudwatch.MetricAlarm(`${name}-${contract.name}`, transform(alarmArgs, change?.alarm), { parent: this });
  }
}

function expectedOf(contract: Contract): Expected[] {
  const window = expectedWindow(contract);
  return window === undefined ? [] : [{ contract, window }];
}

/**
 * No file in any period of the window. Periods without a data point are filled with 0: CloudWatch would otherwise look
 * for data points further back than the window, and the alarm would come late. A dataset that never had a file has no
 * data to fill, and counts as missing too.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
function nothingLanded(counter: pulumi.Input<string>, dataset: string, { period, periods }: AlarmWindow) {
  const { namespace, name: metricName, functionDimension, datasetDimension } = landedMetric;
  const dimensions = { [functionDimension]: counter, [datasetDimension]: dataset };
  return {
    metricQueries: [
      { id: "landed", metric: { namespace, metricName, dimensions, stat: "Sum", period } },
      { id: "filled", expression: "FILL(landed, 0)", label: `files of ${dataset}`, returnData: true },
    ],
    evaluationPeriods: periods,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "breaching",
  };
}
