import type { AwsError } from "./AwsError.ts";
import type { Call } from "./Call.ts";

/** One AWS service of the host. */
export interface Service {
  /** Its name in SigV4's credential scope. */
  readonly name: string;
  handle(call: Call): Promise<void>;
  /** Answers with an error in the service's protocol. */
  fail(call: Call, error: AwsError): void;
  close?(): Promise<void>;
}
