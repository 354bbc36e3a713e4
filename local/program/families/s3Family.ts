import { type Declared, type Derived, type Family, physicalName, textInput } from "../Family.ts";

/** S3 buckets, their objects, and what is attached to them; the attachments are named after their bucket. */
export const s3Family: Family = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketVersioning:BucketVersioning": attachment,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": attachment,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": attachment,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": attachment,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": attachment,
  "aws:s3/bucketPolicy:BucketPolicy": attachment,
  "aws:s3/bucketNotification:BucketNotification": attachment,
  "aws:s3/bucketObjectv2:BucketObjectv2": object,
};

function bucket(declared: Declared): Derived {
  const name = physicalName(declared, "bucket");
  return {
    id: name,
    outputs: {
      bucket: name,
      arn: `arn:aws:s3:::${name}`,
      bucketRegion: declared.region,
      bucketDomainName: `${name}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${name}.s3.${declared.region}.amazonaws.com`,
    },
  };
}

function attachment(declared: Declared): Derived {
  return { id: textInput(declared, "bucket") ?? declared.name };
}

function object(declared: Declared): Derived {
  const key = textInput(declared, "key") ?? declared.name;
  return { id: key, outputs: { key, arn: `arn:aws:s3:::${textInput(declared, "bucket") ?? ""}/${key}` } };
}
