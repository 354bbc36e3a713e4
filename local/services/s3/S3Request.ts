import type { Call } from "../kernel/Call.ts";
import type { Bucket } from "./Bucket.ts";

/** A request to one bucket, and the key it names: empty for the bucket itself. */
export interface S3Request {
  call: Call;
  bucket: Bucket;
  key: string;
}
