import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { type Transform, transform } from "./transform.ts";

export interface NetworkArgs {
  readonly region: string;
  /** @default "10.0.0.0/16": nothing is peered with it */
  readonly cidrBlock?: string;
  readonly transform?: NetworkTransform | undefined;
}

export interface NetworkTransform {
  readonly vpc?: Transform<awsx.ec2.VpcArgs>;
  readonly securityGroup?: Transform<aws.ec2.SecurityGroupArgs>;
}

/**
 * Where a region's warehouse has its network interfaces: a VPC of three subnets in three availability zones, as
 * Redshift Serverless asks for, without any way in or out. Statements come by the Data API and Spectrum reads S3 from
 * the service's side, so that neither takes a NAT gateway or an endpoint, which would be billed by the hour.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-usage-considerations.html
 */
export class Network extends pulumi.ComponentResource {
  /** Three, each in an availability zone of its own. */
  readonly subnetIds: pulumi.Output<string[]>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Network", name, {}, options);
    const { region, cidrBlock = "10.0.0.0/16" } = args;
    const parent = { parent: this };
    const vpc = new awsx.ec2.Vpc(
      name,
      transform<awsx.ec2.VpcArgs>(
        {
          region,
          cidrBlock,
          numberOfAvailabilityZones: 3,
          natGateways: { strategy: "None" },
          subnetStrategy: "Auto",
          subnetSpecs: [{ type: "Isolated" }],
          tags: { Name: name },
        },
        args.transform?.vpc,
      ),
      parent,
    );
    const securityGroup = new aws.ec2.SecurityGroup(
      name,
      transform<aws.ec2.SecurityGroupArgs>(
        { region, vpcId: vpc.vpcId, description: `${name}: no way in, no way out`, ingress: [], egress: [] },
        args.transform?.securityGroup,
      ),
      parent,
    );
    this.subnetIds = vpc.isolatedSubnetIds;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({ subnetIds: this.subnetIds, securityGroupId: this.securityGroupId });
  }
}
