import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "./assumedBy.ts";
import { bundle } from "./bundle.ts";
import { policyDocument, type Statement } from "./policyDocument.ts";

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
}

/**
 * A Lambda function with its role, log group and bundled code.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
export class Fn extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: FnArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Fn", name, {}, options);
    const { region, memory = 512, timeout = 60, disk = 512, permissions = [] } = args;
    const parent = { parent: this };

    const log = new aws.cloudwatch.LogGroup(name, { region, retentionInDays: 30 }, parent);
    const role = new aws.iam.Role(name, { assumeRolePolicy: assumedBy("lambda.amazonaws.com") }, parent);
    const writeLog = {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${log.arn}:*`],
    };
    const policy = policyDocument([writeLog, ...permissions]);
    const rolePolicy = new aws.iam.RolePolicy(name, { role: role.id, policy }, parent);

    const fn = new aws.lambda.Function(
      name,
      {
        region,
        role: role.arn,
        runtime: aws.lambda.Runtime.NodeJS24dX,
        architectures: ["x86_64"],
        handler: "index.handler",
        code: bundle(args.handler),
        memorySize: memory,
        timeout,
        ephemeralStorage: { size: disk },
        environment: { variables: args.environment ?? {} },
        loggingConfig: { logFormat: "JSON", logGroup: log.name },
      },
      { parent: this, dependsOn: [rolePolicy] },
    );
    this.name = fn.name;
    this.arn = fn.arn;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }
}
