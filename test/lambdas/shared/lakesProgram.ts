import * as aws from "@pulumi/aws";

/** A program of buckets alone: where files land, and a lake in each of two regions. */
new aws.s3.Bucket("landing", { bucket: "landing" });
new aws.s3.BucketVersioning("landing", { bucket: "landing", versioningConfiguration: { status: "Enabled" } });
new aws.s3.Bucket("near", { bucket: "lake-near" });
new aws.s3.Bucket("far", { bucket: "lake-far", region: "eu-central-1" });
