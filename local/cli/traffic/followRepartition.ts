import { ExecutionAlreadyExists, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SluiceError } from "../../../core/errors.ts";
import type { HostEvent } from "../../services/kernel/HostEvent.ts";
import { machineName } from "../describeEvent.ts";
import { follow } from "../follow.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { Target } from "../target/Target.ts";
import { planOf, type RepartitionPlan } from "./planRepartition.ts";

/** How an execution that was followed ended. */
export interface Repartitioned {
  /** Its name, by which it can be resumed. */
  readonly execution: string;
  readonly run: string;
  readonly attempt: number;
  readonly status: string;
  /** What it answered; null where it failed. */
  readonly output: unknown;
  /** Where it went wrong first, `<machine>.<state>` or a machine; undefined where it did not. */
  readonly step: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly seconds: number;
}

/**
 * Starts an execution of the traffic machine and tells what happens, in it and in those that it starts, until its end.
 * @throws SluiceError `cli.run_running`
 */
export async function followRepartition(
  target: Pick<Target, "listen">,
  states: StepFunctions,
  machine: string,
  { name, input }: RepartitionPlan,
  tell: (line: string) => void,
): Promise<Repartitioned> {
  const since = Date.now();
  const listening = await target.listen();
  const { run, attempt } = planOf({ name }, input);
  const failures = new Failures();
  const isNested = nestedIn(run);
  const concerns = (event: HostEvent) => isNested(event) || isCrawl(event);
  await start(states, machine, name, JSON.stringify(input));
  const heard = { events: (...asked: Parameters<typeof listening.events>) => failures.hear(listening.events(...asked)) };
  await follow(heard, { execution: name, machine, machines: [machine], since, concerns }, tell);
  const { status = "", output, error, cause } = (await states.describe(machine, name)) ?? {};
  const step = status === "SUCCEEDED" ? undefined : failures.first;
  const seconds = (Date.now() - since) / 1000;
  return { execution: name, run, attempt, status, output: JSON.parse(output ?? "null"), step, error, cause, seconds };
}

async function start(states: StepFunctions, machine: string, name: string, input: string): Promise<void> {
  try {
    await states.of(machine).send(new StartExecutionCommand({ stateMachineArn: machine, name, input }));
  } catch (cause) {
    if (!(cause instanceof ExecutionAlreadyExists)) throw cause;
    throw new SluiceError("cli.run_running", "It has been resumed meanwhile", { where: name, cause });
  }
}

/** Tells what the executions do that a plan's execution starts, in whatever machine: their inputs name the plan. */
function nestedIn(run: string): (event: HostEvent) => boolean {
  const own = new Set<string>();
  return (event) => {
    if (event.kind === "execution.started" && event.input.includes(run)) own.add(event.execution);
    return "execution" in event && own.has(event.execution);
  };
}

function isCrawl({ kind }: HostEvent): boolean {
  return kind === "crawl.started" || kind === "crawl.ended";
}

/** Hears which state an execution failed in: of several, the one that ended first is what the others failed by. */
class Failures {
  first: string | undefined;
  readonly #last = new Map<string, string>();

  async *hear(events: AsyncIterable<HostEvent>): AsyncGenerator<HostEvent> {
    for await (const event of events) {
      if (event.kind === "state.failed") this.#last.set(event.execution, `${machineName(event.machine)}.${event.state}`);
      if (event.kind === "execution.ended" && event.status !== "SUCCEEDED") {
        this.first ??= this.#last.get(event.execution) ?? machineName(event.machine);
      }
      yield event;
    }
  }
}
