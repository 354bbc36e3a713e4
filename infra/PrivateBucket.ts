import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Transform, transform } from "./transform.ts";

export interface PrivateBucketArgs {
  readonly region: string;
  /** Keeps each version of an object. @default false */
  readonly versioned?: boolean;
  /** Removes objects under a prefix after some days. @default none */
  readonly expire?: { readonly prefix: string; readonly days: number };
  readonly transform?: BucketTransform | undefined;
}

export interface BucketTransform {
  readonly bucket?: Transform<aws.s3.BucketArgs>;
  readonly encryption?: Transform<aws.s3.BucketServerSideEncryptionConfigurationArgs>;
}

/** A bucket that nobody outside the account reaches, encrypted at rest. */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PrivateBucketArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:PrivateBucket", name, {}, options);
    const { region, expire, transform: change } = args;
    const parent = { parent: this };
    const { bucket, arn } = new aws.s3.Bucket(name, transform<aws.s3.BucketArgs>({ region }, change?.bucket), parent);
    const access = {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    };
    new aws.s3.BucketPublicAccessBlock(name, { region, bucket, ...access }, parent);
    const byDefault = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
    const encryption: aws.s3.BucketServerSideEncryptionConfigurationArgs = { region, bucket, rules: [byDefault] };
    new aws.s3.BucketServerSideEncryptionConfiguration(name, transform(encryption, change?.encryption), parent);
    if (args.versioned) {
      new aws.s3.BucketVersioning(name, { region, bucket, versioningConfiguration: { status: "Enabled" } }, parent);
    }
    const rules = [abandonedUploads, ...(expire ? [expired(expire)] : [])];
    new aws.s3.BucketLifecycleConfiguration(name, { region, bucket, rules }, parent);
    this.bucket = bucket;
    this.arn = arn;
    this.registerOutputs({ bucket, arn });
  }
}

/** Parts of an upload that was never completed are billed until somebody removes them. */
const abandonedUploads = {
  id: "abandoned-uploads",
  status: "Enabled",
  filter: { prefix: "" },
  abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};

function expired({ prefix, days }: NonNullable<PrivateBucketArgs["expire"]>) {
  return { id: `expire-${prefix}`, status: "Enabled", filter: { prefix }, expiration: { days } };
}
