/**
 * The name of the user metadata of a landed object that asks for an engine, its value an `Engine`; without it, size and
 * contract choose.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
 * @example
 * aws s3 cp big.csv s3://<landing bucket>/readings/ --metadata sluice-engine=spark
 */
export const engineMetadata = "sluice-engine";
