import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Arns } from "../core/flow/arns.ts";
import type { Flow } from "../core/flow/flow.ts";
import { assumedBy } from "./assumedBy.ts";

export interface MachineArgs<In, Out> {
  readonly region: string;
  readonly flow: Flow<In, Out>;
  /** The ARNs of the resources that the flow names. */
  readonly arns: { readonly [Kind in keyof Arns]: Readonly<Record<string, pulumi.Input<string>>> };
}

/**
 * A Step Functions machine that runs a flow, under a role that may do what the flow's steps need and nothing else.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-statemachines.html
 */
export class Machine<In, Out> extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly executionsArn: pulumi.Output<string>;

  constructor(name: string, args: MachineArgs<In, Out>, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Machine", name, {}, options);
    const { region, flow } = args;
    const parent = { parent: this };
    const arns = pulumi.output(args.arns) as pulumi.Output<Arns>;

    const role = new aws.iam.Role(name, { assumeRolePolicy: assumedBy("states.amazonaws.com") }, parent);
    const policy = arns.apply((known) => JSON.stringify({ Version: "2012-10-17", Statement: flow.policy(known) }));
    const rolePolicy = new aws.iam.RolePolicy(name, { role: role.id, policy }, parent);
    const machine = new aws.sfn.StateMachine(
      name,
      {
        region,
        roleArn: role.arn,
        type: "STANDARD",
        definition: arns.apply((known) => JSON.stringify(flow.toAsl(known), null, 2)),
      },
      { parent: this, dependsOn: [rolePolicy] },
    );
    this.arn = machine.arn;
    this.executionsArn = machine.arn.apply((arn) => `${arn.replace(":stateMachine:", ":execution:")}:*`);
    this.registerOutputs({ arn: this.arn });
  }
}
