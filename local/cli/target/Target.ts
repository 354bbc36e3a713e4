import type { HostEvent } from "../../services/kernel/HostEvent.ts";
import type { CsvLakeOutputs, StackOutputs } from "./stackOutputs.ts";

/** What the constructor of an SDK client takes to reach a target; what is absent, the SDK finds as it always does. */
export interface Connection {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly disableHostPrefix?: boolean;
}

/** An execution that there may be. */
export interface NamedExecution {
  /** ARN of its machine. */
  readonly machine: string;
  readonly name: string;
}

/** Events since the moment that listening began. */
export interface Listening {
  /**
   * Those of some executions, and on a local host all others too, until the signal aborts.
   * @param of the executions, asked for again and again as more may become known
   * @throws SluiceError `host.gone` where the host ends meanwhile
   */
  events(of: () => readonly NamedExecution[], signal: AbortSignal): AsyncIterable<HostEvent>;
}

/** Where a stack runs, on AWS or on a local host; one with csv-lake, where nothing else is said. */
export interface Target<Outputs extends StackOutputs = CsvLakeOutputs> extends AsyncDisposable {
  readonly outputs: Outputs;
  /** In words: `the host at http://127.0.0.1:4566`. */
  readonly where: string;
  /** What follows a command so that it goes to this target: ` --state x`, ` --stack prod --aws`, or nothing. */
  readonly options: string;
  clientConfig(region: string): Connection;
  listen(): Promise<Listening>;
}

/** A target on this machine, whose buckets are folders. */
export interface LocalTarget<Outputs extends StackOutputs = CsvLakeOutputs> extends Target<Outputs> {
  readonly stateDir: string;
}
