import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Contract } from "../core/contract/Contract.ts";
import { warehouseNames } from "../core/emit/warehouseNames.ts";
import { warehouseSetup } from "../core/emit/warehouseSetup.ts";
import { Network, type NetworkTransform } from "./Network.ts";
import type { RoleWithPolicy } from "./roleWithPolicy.ts";
import { type Transform, transform } from "./transform.ts";
import { type ReadableLake, warehouseLakeRole } from "./warehouseLakeRole.ts";
import { warehouseReaderRole } from "./warehouseReaderRole.ts";

export interface WarehouseArgs {
  readonly region: string;
  /** The region's lake bucket and Glue database, which the warehouse reads in place. */
  readonly reads: ReadableLake;
  /** The datasets whose own tables the warehouse has. */
  readonly contracts: readonly Contract[];
  /** What the warehouse may use, and so cost; RPU-hours are billed by the second while statements run. */
  readonly capacity?: WarehouseCapacity | undefined;
  readonly transform?: WarehouseTransform | undefined;
}

/** @see https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html */
export interface WarehouseCapacity {
  /** Redshift processing units that a statement starts on; 8 to 512, a multiple of 8. @default 8 */
  readonly baseRpu?: number;
  /** Redshift processing units that the warehouse grows to; at least `baseRpu`, a multiple of 8. @default 16 */
  readonly maxRpu?: number;
  /** RPU-hours a day (UTC) after which statements are refused until the next. @default 64 */
  readonly dailyRpuHours?: number;
}

export interface WarehouseTransform {
  readonly namespace?: Transform<aws.redshiftserverless.NamespaceArgs>;
  readonly workgroup?: Transform<aws.redshiftserverless.WorkgroupArgs>;
  readonly usageLimit?: Transform<aws.redshiftserverless.UsageLimitArgs>;
  readonly lakeRole?: Transform<aws.iam.RoleArgs>;
  readonly readerRole?: Transform<aws.iam.RoleArgs>;
  readonly network?: NetworkTransform;
}

/**
 * A region's Redshift Serverless: it reads the lake through the external schema `lake`, holds the datasets' own tables
 * in the schema `marts`, and takes statements by the Data API alone. The administrator's password is made and kept by
 * Secrets Manager; people read as `readerRoleArn`.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroup-namespace.html
 */
export class Warehouse extends pulumi.ComponentResource {
  readonly workgroup: pulumi.Output<string>;
  readonly workgroupArn: pulumi.Output<string>;
  readonly database: pulumi.Output<string>;
  /** The IAM role that people of the account take to read; it has the database role `sluice_reader`. */
  readonly readerRoleArn: pulumi.Output<string>;
  readonly adminSecretArn: pulumi.Output<string>;

  constructor(name: string, args: WarehouseArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Warehouse", name, {}, options);
    const { region, transform: change = {} } = args;
    const lake = warehouseLakeRole(`${name}-spectrum`, args.reads, { parent: this }, change.lakeRole);
    const namespace = this.namespace(name, region, lake, change);
    const workgroup = this.workgroupOf(name, args, namespace);
    this.limit(name, args, workgroup);
    const reader = warehouseReaderRole(`${name}-reader`, workgroup.arn, { parent: this }, change.readerRole);

    this.workgroup = workgroup.workgroupName;
    this.workgroupArn = workgroup.arn;
    this.database = pulumi.output(namespace.dbName).apply((given) => given ?? warehouseNames.database);
    this.readerRoleArn = reader.arn;
    this.adminSecretArn = namespace.adminPasswordSecretArn;
    this.setUp(name, args, lake.role.arn);
    this.registerOutputs({ workgroup: this.workgroup, readerRoleArn: this.readerRoleArn });
  }

  private namespace(
    name: string,
    region: string,
    { role, policy }: RoleWithPolicy,
    change: WarehouseTransform,
  ): aws.redshiftserverless.Namespace {
    const args: aws.redshiftserverless.NamespaceArgs = {
      region,
      namespaceName: ofStack(name),
      dbName: warehouseNames.database,
      manageAdminPassword: true,
      iamRoles: [role.arn],
      defaultIamRoleArn: role.arn,
    };
    return new aws.redshiftserverless.Namespace(name, transform(args, change.namespace), {
      parent: this,
      dependsOn: [policy],
    });
  }

  /** Named is every bound: left out, Redshift takes 128 RPU as the base and grows without one. */
  private workgroupOf(
    name: string,
    { region, capacity = {}, transform: change }: WarehouseArgs,
    namespace: aws.redshiftserverless.Namespace,
  ): aws.redshiftserverless.Workgroup {
    const network = new Network(name, { region, transform: change?.network }, { parent: this });
    const args: aws.redshiftserverless.WorkgroupArgs = {
      region,
      workgroupName: ofStack(name),
      namespaceName: namespace.namespaceName,
      baseCapacity: capacity.baseRpu ?? 8,
      maxCapacity: capacity.maxRpu ?? 16,
      subnetIds: network.subnetIds,
      securityGroupIds: [network.securityGroupId],
      publiclyAccessible: false,
      enhancedVpcRouting: false,
    };
    return new aws.redshiftserverless.Workgroup(name, transform(args, change?.workgroup), { parent: this });
  }

  /**
   * The bound of a day's cost. It deactivates, since a limit that only tells is read after the bill; a refresh that it
   * refuses fails its run loudly, and the rows are in the lake all the same.
   */
  private limit(name: string, args: WarehouseArgs, workgroup: aws.redshiftserverless.Workgroup): void {
    const limit: aws.redshiftserverless.UsageLimitArgs = {
      region: args.region,
      resourceArn: workgroup.arn,
      usageType: "serverless-compute",
      period: "daily",
      amount: args.capacity?.dailyRpuHours ?? 64,
      breachAction: "deactivate",
    };
    new aws.redshiftserverless.UsageLimit(name, transform(limit, args.transform?.usageLimit), { parent: this });
  }

  /** Each statement waits for the one before it; they run as the administrator. */
  private setUp(name: string, args: WarehouseArgs, lakeRoleArn: pulumi.Output<string>): void {
    const { region, contracts, reads } = args;
    const { workgroup: workgroupName, database, adminSecretArn: secretArn } = this;
    const known = pulumi.output({ glueDatabase: reads.database, region, lakeRoleArn });
    let dependsOn: pulumi.Resource[] = [];
    for (const { name: statement, sql } of warehouseSetup(contracts)) {
      const made = new aws.redshiftdata.Statement(
        `${name}-${statement}`,
        { region, workgroupName, database, secretArn, sql: known.apply((source) => sql(source)) },
        { parent: this, dependsOn },
      );
      dependsOn = [made];
    }
  }
}

/** Redshift names namespace and workgroup within account and region: lower case, digits and hyphens. */
function ofStack(name: string): string {
  return `${name}-${pulumi.getStack()}`.toLowerCase().replace(/[^a-z0-9-]/g, "-");
}
