import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { MachineSpec } from "../../program/specs/machineSpecs.ts";
import { type ContextObject, interpret, type Outcome } from "../../states/interpret.ts";
import type { EventHub } from "../kernel/EventHub.ts";
import type { Execution } from "./Execution.ts";
import { ExecutionStore } from "./ExecutionStore.ts";
import { hostEventOf } from "./hostEventOf.ts";
import type { Integration } from "./Integration.ts";
import { runIntegration } from "./runIntegration.ts";

/** What a machine needs of its host. */
export interface MachineOptions {
  spec: MachineSpec;
  stateDir: string;
  events: EventHub;
  integration: Pick<Integration, "call" | "ended">;
}

const never = new Promise<never>(() => undefined);

/** A state machine and its executions. */
export class Machine {
  readonly spec: MachineSpec;
  readonly store: ExecutionStore;
  readonly #options: MachineOptions;
  #closed = false;
  readonly #running = new Map<string, { stop: (outcome: Stopped) => void; ended: Promise<void> }>();

  constructor(options: MachineOptions) {
    this.spec = options.spec;
    this.store = new ExecutionStore(options.stateDir, options.spec);
    this.#options = options;
  }

  get executionPrefix(): string {
    return this.spec.arn.replace(":stateMachine:", ":execution:");
  }

  /** Starts an execution, which then runs by itself. @param input JSON text */
  start(name: string, input: string): Execution {
    const execution = this.store.start({
      arn: `${this.executionPrefix}:${name}`,
      name,
      machineArn: this.spec.arn,
      status: "RUNNING",
      startDate: new Date().toISOString(),
      stopDate: undefined,
      input,
      output: undefined,
      error: undefined,
      cause: undefined,
    });
    this.#options.events.emit({ kind: "execution.started", ...this.#about(execution), input });
    let stop: (outcome: Stopped) => void = () => undefined;
    const stopped = new Promise<Stopped>((resolve) => {
      stop = resolve;
    });
    const ended = Promise.race([this.#interpret(execution), stopped]).then((outcome) => this.#end(execution, outcome));
    this.#running.set(name, { stop, ended });
    return execution;
  }

  stop(execution: Execution, outcome: Omit<Stopped, "status">): void {
    this.#running.get(execution.state.name)?.stop({ status: "ABORTED", ...outcome });
  }

  /** Leaves the running executions without an end: what they wait for no longer reaches them. */
  close(): void {
    this.#closed = true;
  }

  /** Resolves when the execution has ended, at once where it does not run. */
  async ended(name: string): Promise<void> {
    await this.#running.get(name)?.ended;
  }

  async #interpret(execution: Execution): Promise<Outcome> {
    const { spec } = this;
    const { state } = execution;
    const input: unknown = JSON.parse(state.input);
    const context: ContextObject = {
      Execution: {
        Id: state.arn,
        Name: state.name,
        Input: input,
        RoleArn: spec.roleArn,
        StartTime: state.startDate,
        RedriveCount: 0,
      },
      StateMachine: { Id: spec.arn, Name: spec.name },
    };
    const running = () => state.status === "RUNNING" && !this.#closed;
    const { call, ended } = this.#options.integration;
    try {
      return await interpret(JSON.parse(spec.definition), input, context, {
        task: async (task) => {
          const given = (task.arguments ?? {}) as Record<string, unknown>;
          const result = running() ? runIntegration(task, { arguments: given, call, ended }) : never;
          await Promise.allSettled([result]);
          return await (running() ? result : never);
        },
        sleep: async (milliseconds) => {
          await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
          await (running() ? undefined : never);
        },
        now: () => new Date(),
        emit: (event) => (running() ? this.#noted(execution, event) : never),
      });
    } catch (error) {
      return {
        status: "FAILED",
        error: "States.Runtime",
        cause: error instanceof Error ? error.message : String(error),
      };
    }
  }

  #noted(execution: Execution, event: HistoryEvent): void {
    this.store.add(execution, event);
    const happened = hostEventOf(event, execution);
    if (happened !== undefined) {
      this.#options.events.emit({ ...happened, ...this.#about(execution) });
    }
  }

  #end(execution: Execution, outcome: Outcome | Stopped): void {
    const { status, error, cause } = outcome;
    const output = "output" in outcome && status === "SUCCEEDED" ? JSON.stringify(outcome.output) : undefined;
    this.store.end(execution, { status, output, error, cause, stopDate: new Date().toISOString() });
    this.#running.delete(execution.state.name);
    this.#options.events.emit({ kind: "execution.ended", ...this.#about(execution), status, output, error, cause });
  }

  #about({ state }: Execution): { region: string; machine: string; execution: string; name: string } {
    return { region: this.spec.region, machine: this.spec.name, execution: state.arn, name: state.name };
  }
}

interface Stopped {
  status: "ABORTED";
  error: string | undefined;
  cause: string | undefined;
}
