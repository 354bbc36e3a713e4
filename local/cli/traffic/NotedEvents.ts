import type { HostEvent } from "../../services/kernel/HostEvent.ts";
import { machineName } from "../describeEvent.ts";
import type { Listening } from "../target/Target.ts";

/**
 * What the events of an execution of the traffic machine tell in passing, and those of the executions that it starts,
 * in whatever machine: their inputs name the plan.
 */
export class NotedEvents {
  readonly #execution: string;
  readonly #run: string;
  /** ARNs of the executions that are started for the plan. */
  readonly #nested = new Set<string>();
  #ranges = 0;
  #failedFirst: string | undefined;
  /** The state that failed last, by execution. */
  readonly #failed = new Map<string, string>();

  /** @param execution name of the execution, @param run its plan's */
  constructor(execution: string, run: string) {
    this.#execution = execution;
    this.#run = run;
  }

  /** How many ranges of days were planned; 0 as long as that is not known. */
  get ranges(): number {
    return this.#ranges;
  }

  /**
   * Where it went wrong: `<machine>.<state>`, or a machine. Of several executions that failed, the one that ended first
   * is what the others failed by.
   */
  get failedFirst(): string | undefined {
    return this.#failedFirst;
  }

  /** Whether an event is of an execution that was started for the plan. */
  isNested(event: HostEvent): boolean {
    return "execution" in event && this.#nested.has(event.execution);
  }

  /** The same events, noted as they pass. */
  of(listening: Listening): Listening {
    return { events: (...asked) => this.#noted(listening.events(...asked)) };
  }

  async *#noted(events: AsyncIterable<HostEvent>): AsyncGenerator<HostEvent> {
    for await (const event of events) {
      this.#note(event);
      yield event;
    }
  }

  #note(event: HostEvent): void {
    if (event.kind === "execution.started" && event.input.includes(this.#run)) this.#nested.add(event.execution);
    if (!("execution" in event) || !(event.name === this.#execution || this.isNested(event))) return;
    if (event.kind === "state.exited" && event.state === "PlanDays") this.#ranges = rangesOf(event.output);
    if (event.kind === "state.failed")
      this.#failed.set(event.execution, `${machineName(event.machine)}.${event.state}`);
    if (event.kind === "execution.ended" && event.status !== "SUCCEEDED") {
      this.#failedFirst ??= this.#failed.get(event.execution) ?? machineName(event.machine);
    }
  }
}

function rangesOf(output: string): number {
  const { Payload } = JSON.parse(output) as { Payload?: { ranges?: readonly unknown[] } };
  return Payload?.ranges?.length ?? 0;
}
