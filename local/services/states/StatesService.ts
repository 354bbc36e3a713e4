import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { type JsonInput, type JsonOperations, JsonService } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import { answeredEvent } from "./answeredEvent.ts";
import type { Execution, ExecutionState } from "./Execution.ts";
import type { Machine } from "./Machine.ts";
import { type Reach, testStateOperation } from "./testStateOperation.ts";

const start = z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().default("{}") });
const execution = z.object({ executionArn: z.string() });
const machine = z.object({ stateMachineArn: z.string() });
const page = { maxResults: z.number().int().min(0).max(1000).default(100), nextToken: z.string().optional() };
const history = execution.extend({
  ...page,
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
});
const list = machine.extend({ ...page, statusFilter: z.string().optional() });
const stop = execution.extend({ error: z.string().optional(), cause: z.string().optional() });

// biome-ignore lint/suspicious/noControlCharactersInRegex: Step Functions forbids control characters in names
const badName = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/** Standard workflows of Step Functions. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/ */
export class StatesService extends JsonService {
  readonly name = "states";
  protected readonly version = "1.0";
  readonly #machines: readonly Machine[];
  readonly #reach: Reach;

  /** @param reach for states that are tested alone, as the role that is given */
  constructor(machines: readonly Machine[], reach: Reach) {
    super();
    this.#machines = machines;
    this.#reach = reach;
  }

  protected readonly operations: JsonOperations = {
    StartExecution: (input, call) => this.#start(input, call),
    DescribeExecution: (input, call) => described(this.#execution(input, call, "DescribeExecution").execution.state),
    GetExecutionHistory: (input, call) => {
      const { execution: found } = this.#execution(input, call, "GetExecutionHistory");
      const asked = readInput(history, input);
      const events = asked.reverseOrder ? found.events.toReversed() : found.events;
      const { items, nextToken } = pageOf(events, asked);
      return { events: items.map((event) => answeredEvent(event, asked.includeExecutionData)), nextToken };
    },
    ListExecutions: (input, call) => {
      const asked = readInput(list, input);
      const found = this.#machine(asked.stateMachineArn, call, "ListExecutions");
      const all = found.store.all().map(({ state }) => state);
      const { items, nextToken } = pageOf(
        all.filter(({ status }) => asked.statusFilter === undefined || status === asked.statusFilter),
        asked,
      );
      return { executions: items.map(listed), nextToken };
    },
    StopExecution: async (input, call) => {
      const { machine: of, execution: found } = this.#execution(input, call, "StopExecution");
      const { error, cause } = readInput(stop, input);
      of.stop(found, { error, cause });
      await of.ended(found.state.name);
      return { stopDate: seconds(found.state.stopDate) };
    },
    DescribeStateMachine: (input, call) => {
      const { spec } = this.#machine(readInput(machine, input).stateMachineArn, call, "DescribeStateMachine");
      const { name, arn, roleArn, definition } = spec;
      return { stateMachineArn: arn, name, roleArn, definition, status: "ACTIVE", type: "STANDARD", creationDate: 0 };
    },
    TestState: (input, call) => testStateOperation(input, call, this.#reach),
    ListStateMachines: (_input, call) => {
      call.asks("states:ListStateMachines", "*");
      const here = this.#machines.filter(({ spec }) => spec.region === call.region);
      const stateMachines = here.map(({ spec: { arn, name } }) => {
        return { stateMachineArn: arn, name, type: "STANDARD", creationDate: 0 };
      });
      return { stateMachines };
    },
  };

  /**
   * Ends, as aborted, what an earlier host left running.
   * @param services ARNs of machines that services of AWS start: what ran there is started anew, as nobody else would
   */
  endInterrupted(services: ReadonlySet<string>): void {
    for (const machine of this.#machines) {
      const interrupted = machine.endInterrupted();
      if (services.has(machine.spec.arn)) for (const { state } of interrupted) machine.start(randomUUID(), state.input);
    }
  }

  async close(): Promise<void> {
    for (const machine of this.#machines) {
      machine.close();
    }
  }

  /** How an execution stands; undefined where there is none of that ARN. */
  stateOf(executionArn: string): ExecutionState | undefined {
    return this.#machineOf(executionArn)?.store.find(executionArn.split(":").at(-1) ?? "")?.state;
  }

  /** Resolves when an execution has ended. */
  async ended(executionArn: string): Promise<void> {
    const name = executionArn.split(":").at(-1) ?? "";
    await this.#machineOf(executionArn)?.ended(name);
  }

  /**
   * Starts an execution for a service of AWS, under a name that Step Functions makes up; gives its ARN.
   * @param input JSON text
   * @throws AwsError
   */
  startFor(machineArn: string, input: string): string {
    const found = this.#machines.find(({ spec }) => spec.arn === machineArn);
    if (found === undefined) {
      throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${machineArn}'`);
    }
    checkInput(input);
    return found.start(randomUUID(), input).state.arn;
  }

  /** A repeat of a running execution's name and input is answered as the first; any other repeat is refused. */
  #start(input: JsonInput, call: Call): JsonInput {
    const asked = readInput(start, input);
    const found = this.#machine(asked.stateMachineArn, call, "StartExecution");
    const name = asked.name ?? randomUUID();
    checkName(name);
    checkInput(asked.input);
    const before = found.store.find(name);
    if (before !== undefined && (before.state.status !== "RUNNING" || before.state.input !== asked.input)) {
      throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${before.state.arn}'`);
    }
    const { state } = before ?? found.start(name, asked.input);
    return { executionArn: state.arn, startDate: seconds(state.startDate) };
  }

  #machine(arn: string, call: Call, action: string): Machine {
    call.asks(`states:${action}`, arn);
    if (!/^arn:aws:states:[^:]+:\d+:stateMachine:[^:]+$/.test(arn)) {
      throw new AwsError("InvalidArn", `Invalid Arn: '${arn}'`);
    }
    const found = this.#machines.find(({ spec }) => spec.arn === arn);
    if (found === undefined || found.spec.region !== call.region) {
      throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    }
    return found;
  }

  #execution(input: JsonInput, call: Call, action: string): { machine: Machine; execution: Execution } {
    const { executionArn } = readInput(execution, input);
    call.asks(`states:${action}`, executionArn);
    const of = this.#machineOf(executionArn);
    const found = of?.store.find(executionArn.split(":").at(-1) ?? "");
    if (of === undefined || found === undefined || of.spec.region !== call.region) {
      throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${executionArn}'`);
    }
    return { machine: of, execution: found };
  }

  #machineOf(executionArn: string): Machine | undefined {
    return this.#machines.find(({ executionPrefix }) => executionArn.startsWith(`${executionPrefix}:`));
  }
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > 80 || badName.test(name)) {
    throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
  }
}

function checkInput(input: string): void {
  if (Buffer.byteLength(input) > 262_144) {
    throw new AwsError("InvalidExecutionInput", "Invalid State Machine Execution Input: 'it exceeds 262144 bytes'");
  }
  try {
    JSON.parse(input);
  } catch (error) {
    throw new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${(error as Error).message}'`);
  }
}

function listed(state: ExecutionState): JsonInput {
  return {
    executionArn: state.arn,
    stateMachineArn: state.machineArn,
    name: state.name,
    status: state.status,
    startDate: seconds(state.startDate),
    stopDate: seconds(state.stopDate),
  };
}

function described(state: ExecutionState): JsonInput {
  const { input, output, error, cause } = state;
  return { ...listed(state), input, output, error, cause, inputDetails: { included: true }, redriveCount: 0 };
}

/** Seconds since 1970, as the JSON protocol writes times. */
function seconds(time: string | Date | undefined): number | undefined {
  return time === undefined ? undefined : new Date(time).getTime() / 1000;
}

function pageOf<T>(
  items: readonly T[],
  asked: { maxResults: number; nextToken?: string | undefined },
): { items: readonly T[]; nextToken: string | undefined } {
  const from = Number(asked.nextToken ?? 0);
  const to = from + (asked.maxResults || 100);
  return { items: items.slice(from, to), nextToken: to < items.length ? String(to) : undefined };
}
