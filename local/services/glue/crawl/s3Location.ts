/** A folder of a bucket. */
export interface S3Location {
  readonly bucket: string;
  /** Empty, or ending in a slash. */
  readonly prefix: string;
}

/** Reads `s3://bucket/folder/`, with or without its last slash. */
export function s3Location(url: string): S3Location {
  const path = url.replace(/^s3:\/\//, "");
  const slash = path.indexOf("/");
  const bucket = slash < 0 ? path : path.slice(0, slash);
  const folder = slash < 0 ? "" : path.slice(slash + 1).replace(/\/$/, "");
  return { bucket, prefix: folder === "" ? "" : `${folder}/` };
}
