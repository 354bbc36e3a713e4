import * as pulumi from "@pulumi/pulumi";
import { type BucketTransform, PrivateBucket } from "./PrivateBucket.ts";

export interface LakeArgs {
  readonly region: string;
  readonly transform?: BucketTransform | undefined;
}

/** The bucket of a region's Parquet. What runs stage is removed after 30 days. */
export class Lake extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: LakeArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Lake", name, {}, options);
    const expire = { prefix: "staging/", days: 30 };
    const { bucket, arn } = new PrivateBucket(name, { ...args, expire }, { parent: this });
    this.bucket = bucket;
    this.arn = arn;
    this.registerOutputs({ bucket, arn });
  }
}
