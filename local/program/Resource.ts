/** The properties of a resource, resolved and without secret wrappers. */
export type Properties = Readonly<Record<string, unknown>>;

/** One resource of the program, as the local host sees it. */
export interface Resource {
  readonly urn: string;
  /** Pulumi's type token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** The logical name that the program gives it. */
  readonly name: string;
  /** The URN of the component that holds it. */
  readonly parent: string | undefined;
  /** True for a ComponentResource (and the stack itself), which has no counterpart in AWS. */
  readonly component: boolean;
  /** The AWS region it is deployed in. */
  readonly region: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Paths of inputs that a deployment leaves as they are in what is there already. @default none */
  readonly ignoreChanges?: readonly string[];
}
