import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "./assumedBy.ts";
import { bundle } from "./bundle.ts";
import { codeHash } from "./codeHash.ts";
import { policyDocument, type Statement } from "./policyDocument.ts";
import { roleWithPolicy } from "./roleWithPolicy.ts";
import { type Transform, transform } from "./transform.ts";

export interface FnArgs {
  /** Folder under lambdas/ whose handler.ts exports `handler`. */
  readonly handler: string;
  readonly region: string;
  readonly environment?: Record<string, pulumi.Input<string>>;
  /** What the function may do beside writing its log. @default nothing */
  readonly permissions?: readonly Statement[];
  /** MiB; Lambda gives one vCPU per 1,769 of them. @default 512 */
  readonly memory?: number;
  /** Seconds. @default 60 */
  readonly timeout?: number;
  /** MiB of /tmp. @default 512 */
  readonly disk?: number;
  /** ARN of the queue for asynchronous invocations that failed for good. @default none */
  readonly deadLetters?: pulumi.Input<string>;
  readonly transform?: FnTransform | undefined;
}

export interface FnTransform {
  readonly function?: Transform<aws.lambda.FunctionArgs>;
  readonly role?: Transform<aws.iam.RoleArgs>;
  readonly logGroup?: Transform<aws.cloudwatch.LogGroupArgs>;
}

/**
 * A Lambda function with its role, log group and bundled code.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
export class Fn extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** The name of the group that it logs to. */
  readonly logGroup: pulumi.Output<string>;

  constructor(name: string, args: FnArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Fn", name, {}, options);
    const { region, memory = 512, timeout = 60, disk = 512, permissions = [], deadLetters, transform: change } = args;
    const parent = { parent: this };

    const logArgs: aws.cloudwatch.LogGroupArgs = { region, retentionInDays: 30 };
    const log = new aws.cloudwatch.LogGroup(name, transform(logArgs, change?.logGroup), parent);
    const writeLog = {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${log.arn}:*`],
    };
    const { role, policy } = roleWithPolicy(
      name,
      {
        assumeRolePolicy: assumedBy("lambda.amazonaws.com"),
        policy: policyDocument([writeLog, ...permissions, ...(deadLetters ? [bury(deadLetters)] : [])]),
        transform: change?.role,
      },
      parent,
    );
    const functionArgs: aws.lambda.FunctionArgs = {
      region,
      role: role.arn,
      runtime: aws.lambda.Runtime.NodeJS24dX,
      architectures: ["x86_64"],
      handler: "index.handler",
      code: bundle(args.handler),
      memorySize: memory,
      timeout,
      ephemeralStorage: { size: disk },
      environment: { variables: { ...args.environment, SLUICE_CODE: codeHash(args.handler) } },
      loggingConfig: { logFormat: "JSON", logGroup: log.name },
      ...(deadLetters && { deadLetterConfig: { targetArn: deadLetters } }),
    };
    const fn = new aws.lambda.Function(name, transform(functionArgs, change?.function), {
      parent: this,
      dependsOn: [policy],
    });
    this.name = fn.name;
    this.arn = fn.arn;
    this.logGroup = log.name;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }
}

function bury(queueArn: pulumi.Input<string>): Statement {
  return { actions: ["sqs:SendMessage"], resources: [queueArn] };
}
