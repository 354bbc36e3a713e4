import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Transform, transform } from "./transform.ts";

export interface AthenaArgs {
  readonly region: string;
  /** The bucket that results go to, and the keys' prefix in it. */
  readonly results: QueryResults;
  /** Bytes that one query may read before it is cancelled; at least 10 MB. @default no bound */
  readonly bytesScannedCutoff?: number | undefined;
  readonly transform?: { readonly workgroup?: Transform<aws.athena.WorkgroupArgs> } | undefined;
}

export interface QueryResults {
  readonly bucket: pulumi.Input<string>;
  /** ARN of the bucket. */
  readonly bucketArn: pulumi.Input<string>;
  /** @default "athena-results/" */
  readonly prefix?: string | undefined;
}

/**
 * A region's Athena: a workgroup of engine version 3 whose results go to one place, whatever a query says.
 * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
 */
export class Athena extends pulumi.ComponentResource {
  readonly workgroup: pulumi.Output<string>;
  readonly workgroupArn: pulumi.Output<string>;
  /** `s3://<bucket>/<prefix>` */
  readonly resultLocation: pulumi.Output<string>;

  constructor(name: string, args: AthenaArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Athena", name, {}, options);
    const { region, results, bytesScannedCutoff } = args;
    this.resultLocation = pulumi.interpolate`s3://${results.bucket}/${resultPrefix(results)}`;
    const workgroupArgs: aws.athena.WorkgroupArgs = {
      region,
      configuration: {
        enforceWorkgroupConfiguration: true,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: { outputLocation: this.resultLocation },
        ...(bytesScannedCutoff !== undefined && { bytesScannedCutoffPerQuery: bytesScannedCutoff }),
      },
      forceDestroy: true,
    };
    const changed = transform(workgroupArgs, args.transform?.workgroup);
    const workgroup = new aws.athena.Workgroup(name, changed, { parent: this });
    this.workgroup = workgroup.name;
    this.workgroupArn = workgroup.arn;
    this.registerOutputs({ workgroup: this.workgroup });
  }
}

/** The prefix of results' keys, with a slash at its end. */
export function resultPrefix({ prefix = "athena-results/" }: Pick<QueryResults, "prefix">): string {
  return prefix.replace(/\/?$/, "/");
}
