import { ExecutionAlreadyExists, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SluiceError } from "../../../core/errors.ts";
import type { HostEvent } from "../../services/kernel/HostEvent.ts";
import { follow } from "../follow.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { StackOutputs } from "../target/stackOutputs.ts";
import type { Target } from "../target/Target.ts";
import { NotedEvents } from "./NotedEvents.ts";
import { planOf, type RepartitionPlan } from "./planRepartition.ts";
import { trafficPipeline } from "./TrafficPipeline.ts";
import { withoutRepeats } from "./withoutRepeats.ts";

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
  target: Pick<Target<StackOutputs>, "listen" | "outputs" | "where">,
  states: StepFunctions,
  { name, input }: RepartitionPlan,
  tell: (line: string) => void,
): Promise<Repartitioned> {
  const { machine, rangeMachine } = trafficPipeline(target);
  const since = Date.now();
  const listening = await target.listen();
  const { run, attempt } = planOf({ name, startDate: new Date(since) }, input);
  await start(states, machine, name, JSON.stringify(input));
  const noted = new NotedEvents(name, run);
  const concerns = (event: HostEvent) => noted.isNested(event) || isCrawl(event);
  const ranges = () => Array.from({ length: noted.ranges }, (_, index) => `${run}-${attempt}-${index}`);
  const heard = () => [...ranges().map((range) => ({ machine: rangeMachine, name: range })), { machine, name }];
  const followed = { execution: name, machine, heard, since, concerns };
  await follow(noted.of(listening), followed, withoutRepeats(tell));
  const { status = "", output, error, cause } = (await states.describe(machine, name)) ?? {};
  const step = status === "SUCCEEDED" ? undefined : noted.failedFirst;
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

function isCrawl({ kind }: HostEvent): boolean {
  return kind === "crawl.started" || kind === "crawl.ended";
}
