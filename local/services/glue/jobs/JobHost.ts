import type { BucketSpec } from "../../../program/specs/bucketSpecs.ts";
import type { SparkPlace } from "../../../python/findSpark.ts";
import type { Clock } from "../../../states/Clock.ts";
import type { EventHub } from "../../kernel/EventHub.ts";
import type { ObjectFile } from "../../s3/ObjectFile.ts";

/** What jobs need of their host. */
export interface JobHost {
  readonly stateDir: string;
  readonly events: EventHub;
  readonly clock: Clock;
  /** `host:port` of the host's server. */
  readonly address: string;
  readonly buckets: readonly BucketSpec[];
  /** @throws SluiceError `spark.not_set_up` */
  findSpark(): Promise<SparkPlace>;
  /** The key whose calls are those of a role. */
  accessKeyOf(roleArn: string): string;
  /** Current objects of a bucket. @throws AwsError NoSuchBucket */
  objects(bucket: string, prefix: string): readonly ObjectFile[];
  /** Notes a call that Glue makes in the name of a job's role. */
  record(roleArn: string, region: string, action: string, resource: string): void;
}
