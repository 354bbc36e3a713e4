import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseRole } from "../core/emit/warehouseNames.ts";
import type { Arns } from "../core/flow/arns.ts";
import type { Flow } from "../core/flow/flow.ts";
import { assumedBy } from "./assumedBy.ts";
import { databaseRolesTag } from "./databaseRolesTag.ts";
import { type Statement, statementsOf } from "./policyDocument.ts";
import { roleWithPolicy } from "./roleWithPolicy.ts";
import { type Transform, transform } from "./transform.ts";

export interface MachineArgs<In, Out> {
  readonly region: string;
  readonly flow: Flow<In, Out>;
  /** The ARNs of the resources that the flow names. */
  readonly arns: { readonly [Kind in keyof Arns]: Readonly<Record<string, pulumi.Input<string>>> };
  /** What the flow's steps need beside what they say themselves, such as what a query that they start reads. @default none */
  readonly permissions?: readonly Statement[];
  /** The database roles that the flow's statements run with in a warehouse. @default none */
  readonly databaseRoles?: readonly DatabaseRole[];
  readonly transform?:
    | { readonly machine?: Transform<aws.sfn.StateMachineArgs>; readonly role?: Transform<aws.iam.RoleArgs> }
    | undefined;
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
    const { region, flow, permissions = [], databaseRoles, transform: change } = args;
    const arns = pulumi.output(args.arns) as pulumi.Output<Arns>;

    const { role, policy } = roleWithPolicy(
      name,
      {
        assumeRolePolicy: assumedBy("states.amazonaws.com"),
        policy: policyOf(
          arns.apply((known) => flow.policy(known)),
          permissions,
        ),
        tags: databaseRoles && databaseRolesTag(databaseRoles),
        transform: change?.role,
      },
      { parent: this },
    );
    const machineArgs: aws.sfn.StateMachineArgs = {
      region,
      roleArn: role.arn,
      type: "STANDARD",
      definition: arns.apply((known) => JSON.stringify(flow.toAsl(known), null, 2)),
    };
    const machine = new aws.sfn.StateMachine(name, transform(machineArgs, change?.machine), {
      parent: this,
      dependsOn: [policy],
    });
    this.arn = machine.arn;
    this.executionsArn = machine.arn.apply((arn) => `${arn.replace(":stateMachine:", ":execution:")}:*`);
    this.registerOutputs({ arn: this.arn });
  }
}

function policyOf(own: pulumi.Output<readonly object[]>, others: readonly Statement[]): pulumi.Output<string> {
  return pulumi
    .all([own, pulumi.output(statementsOf(others))])
    .apply(([first, rest]) => JSON.stringify({ Version: "2012-10-17", Statement: [...first, ...rest] }));
}
