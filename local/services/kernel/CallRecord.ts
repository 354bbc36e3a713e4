/** One call of an AWS service: who called what, where, on which resource. */
export interface CallRecord {
  /** ISO 8601. */
  time: string;
  /** The role's name, `operator`, or the AWS service that calls for itself (`s3.amazonaws.com`). */
  caller: string;
  /** As SigV4 names it: `s3`, `sqs`, `lambda`, `states`, `glue`, `redshift-data`. */
  service: string;
  region: string;
  /** As IAM names it: `s3:PutObject`. */
  action: string;
  /** ARN of the resource, or `*`. */
  resource: string;
  /** HTTP status of the answer; 0 where a fault left none. */
  status: number;
}
