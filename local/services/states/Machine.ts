import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { messageOf } from "../../../core/messageOf.ts";
import type { MachineSpec } from "../../program/specs/machineSpecs.ts";
import { type Clock, realClock } from "../../states/Clock.ts";
import { type ContextObject, interpret, type Outcome, type StatesHost, Stop } from "../../states/interpret.ts";
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
  /** @default realClock */
  clock?: Clock;
  /** Told of each state that an execution enters; the state's work waits for it. @param execution ARN */
  entering?(execution: string, state: string): Promise<void>;
}

/** Said to executions that run when the host closes: they are left without an end. */
class Closed extends Error {}

/** A state machine and its executions. */
export class Machine {
  readonly spec: MachineSpec;
  readonly store: ExecutionStore;
  readonly #options: MachineOptions;
  readonly #clock: Clock;
  #closed = false;
  readonly #running = new Map<string, { stop: AbortController; ended: Promise<void> }>();

  constructor(options: MachineOptions) {
    this.spec = options.spec;
    this.store = new ExecutionStore(options.stateDir, options.spec);
    this.#options = options;
    this.#clock = options.clock ?? realClock;
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
      startDate: this.#clock.now().toISOString(),
      stopDate: undefined,
      input,
      output: undefined,
      error: undefined,
      cause: undefined,
    });
    this.#options.events.emit({ kind: "execution.started", ...this.#about(execution), input });
    const stop = new AbortController();
    const ended = this.#run(execution, stop.signal);
    this.#running.set(name, { stop, ended });
    return execution;
  }

  stop(execution: Execution, given: Pick<Outcome, "error" | "cause">): void {
    this.#running.get(execution.state.name)?.stop.abort(new Stop(given));
  }

  /** Ends what an earlier host left running, as aborted: a task that it waited for may be done or not. Gives that. */
  endInterrupted(): Execution[] {
    const interrupted = this.store.interrupted();
    for (const execution of interrupted) {
      const { error, cause } = execution.state;
      const last = execution.events.at(-1)?.id ?? 0;
      this.store.add(execution, {
        timestamp: this.#clock.now(),
        type: "ExecutionAborted",
        id: last + 1,
        previousEventId: last,
        executionAbortedEventDetails: { error, cause },
      });
      this.#end(execution, { status: "ABORTED", error, cause });
    }
    return interrupted;
  }

  /** Leaves the running executions without an end: what they wait for no longer reaches them. */
  close(): void {
    this.#closed = true;
    for (const { stop } of this.#running.values()) {
      stop.abort(new Closed());
    }
  }

  /** Resolves when the execution has ended, at once where it does not run. */
  async ended(name: string): Promise<void> {
    await this.#running.get(name)?.ended;
  }

  async #run(execution: Execution, stop: AbortSignal): Promise<void> {
    try {
      const input: unknown = JSON.parse(execution.state.input);
      const definition = JSON.parse(this.spec.definition);
      const outcome = await interpret(
        definition,
        input,
        this.#contextOf(execution, input),
        this.#hostOf(execution),
        stop,
      );
      this.#end(execution, outcome);
    } catch (error) {
      const cause = messageOf(error);
      if (!(error instanceof Closed)) {
        this.#end(execution, { status: "FAILED", error: "States.Runtime", cause });
      }
    }
  }

  #contextOf({ state }: Execution, input: unknown): ContextObject {
    const Execution = {
      Id: state.arn,
      Name: state.name,
      Input: input,
      RoleArn: this.spec.roleArn,
      StartTime: state.startDate,
      RedriveCount: 0,
    };
    return { Execution, StateMachine: { Id: this.spec.arn, Name: this.spec.name } };
  }

  #hostOf(execution: Execution): StatesHost {
    const { call, ended } = this.#options.integration;
    const reaching: Integration["call"] = (asked) => (this.#closed ? new Promise(() => undefined) : call(asked));
    return {
      task: (task) => {
        const given = (task.arguments ?? {}) as Record<string, unknown>;
        const { signal, submitted } = task;
        return runIntegration(task, { arguments: given, signal, submitted, call: reaching, ended });
      },
      clock: this.#clock,
      random: Math.random,
      emit: (event) => this.#noted(execution, event),
    };
  }

  async #noted(execution: Execution, event: HistoryEvent): Promise<void> {
    this.store.add(execution, event);
    const happened = hostEventOf(event, execution);
    if (happened === undefined) return;
    this.#options.events.emit({ ...happened, ...this.#about(execution) });
    if (happened.kind === "state.entered") await this.#options.entering?.(execution.state.arn, happened.state);
  }

  #end(execution: Execution, outcome: Outcome): void {
    const { status, error, cause } = outcome;
    const output = status === "SUCCEEDED" ? JSON.stringify(outcome.output) : undefined;
    this.store.end(execution, { status, output, error, cause, stopDate: this.#clock.now().toISOString() });
    this.#running.delete(execution.state.name);
    this.#options.events.emit({ kind: "execution.ended", ...this.#about(execution), status, output, error, cause });
  }

  #about({ state }: Execution): { region: string; machine: string; execution: string; name: string } {
    return { region: this.spec.region, machine: this.spec.name, execution: state.arn, name: state.name };
  }
}
