import { type Declared, type Derived, type Family, physicalName, regionalArn, stableUuid } from "../Family.ts";

/** What a program declares of its network. The host has none, so that its parts are only named. */
export const networkFamily: Family = {
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "awsx:ec2:Vpc": vpc,
};

function securityGroup(declared: Declared): Derived {
  const id = ec2Id(declared, "sg");
  const name = physicalName(declared, "name");
  return { id, outputs: { name, arn: regionalArn(declared, "ec2", `security-group/${id}`) } };
}

/**
 * The VPC component is opaque, as its resources are made outside the program: it gives a subnet of each kind that it
 * is asked for in each zone.
 */
function vpc(declared: Declared): Derived {
  const { numberOfAvailabilityZones: zones = 3, subnetSpecs = [] } = declared.inputs as VpcInputs;
  const subnets = (type: string) =>
    subnetSpecs
      .filter((spec) => spec.type === type)
      .flatMap((_, spec) => Array.from({ length: zones }, (_, zone) => subnetId(declared, `${type}-${spec}-${zone}`)));
  return {
    id: "",
    outputs: {
      vpcId: ec2Id(declared, "vpc"),
      publicSubnetIds: subnets("Public"),
      privateSubnetIds: subnets("Private"),
      isolatedSubnetIds: subnets("Isolated"),
    },
  };
}

interface VpcInputs {
  readonly numberOfAvailabilityZones?: number;
  readonly subnetSpecs?: readonly { readonly type: string }[];
}

function subnetId(declared: Declared, which: string): string {
  return ec2Id({ ...declared, name: `${declared.name}-${which}` }, "subnet");
}

/** A prefix and 17 hexadecimal digits, as EC2 numbers its resources. */
function ec2Id(declared: Declared, prefix: string): string {
  return `${prefix}-${stableUuid(declared).replaceAll("-", "").slice(0, 17)}`;
}
