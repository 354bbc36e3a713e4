import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  ExecutionDoesNotExist,
  type HistoryEvent,
  paginateGetExecutionHistory,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { arnRegion } from "../../arnRegion.ts";
import type { Target } from "./Target.ts";

/** Step Functions of a target, in each region that it is asked for. */
export class StepFunctions implements Disposable {
  readonly #target: Pick<Target, "clientConfig">;
  readonly #clients = new Map<string, SFNClient>();

  constructor(target: Pick<Target, "clientConfig">) {
    this.#target = target;
  }

  /** A client for the region of an ARN. */
  of(arn: string): SFNClient {
    const region = arnRegion(arn);
    const client = this.#clients.get(region) ?? new SFNClient(this.#target.clientConfig(region));
    this.#clients.set(region, client);
    return client;
  }

  /** What is said of a machine's execution; undefined where there is none of that name. */
  async describe(machine: string, name: string): Promise<DescribeExecutionOutput | undefined> {
    const executionArn = `${machine.replace(":stateMachine:", ":execution:")}:${name}`;
    try {
      return await this.of(machine).send(new DescribeExecutionCommand({ executionArn }));
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  }

  /** The whole history of an execution, with inputs and outputs. */
  async history(executionArn: string): Promise<HistoryEvent[]> {
    const events: HistoryEvent[] = [];
    const pages = paginateGetExecutionHistory(
      { client: this.of(executionArn), pageSize: 1000 },
      { executionArn, includeExecutionData: true },
    );
    for await (const page of pages) events.push(...(page.events ?? []));
    return events;
  }

  [Symbol.dispose](): void {
    for (const client of this.#clients.values()) client.destroy();
  }
}
