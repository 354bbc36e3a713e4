import { setTimeout } from "node:timers/promises";
import { ListExecutionsCommand, ListStateMachinesCommand } from "@aws-sdk/client-sfn";
import { executionName } from "../../../../core/commit/executionName.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import { hasEnded } from "./hasEnded.ts";
import type { KillableHost } from "./KillableHost.ts";
import type { Begun, Scenario, Stage } from "./killScenarios.ts";
import { outbox } from "./outbox.ts";

/**
 * Plays a scenario with ever more files until a turn of them passes to its end: each state holds the first execution
 * that enters it, so that then every state that the scenario has runs enter holds one. Gives their ARNs, by state.
 * @param states as `<machine>.<state>`
 * @param first number of its first file
 */
export async function holdAll(
  stage: Stage,
  scenario: Scenario,
  states: Iterable<string>,
  first: number,
): Promise<ReadonlyMap<string, string>> {
  const { host } = stage;
  const { width = 1, turn = 1 } = scenario;
  const ids = new Map<number, string>();
  for (const state of states) ids.set(await host.addFault({ state, times: 1, answer: { hang: 3_600_000 } }), state);
  for (const rule of scenario.rules) await host.addFault(rule);
  const hanging = async () =>
    (await host.faults()).flatMap(({ id, hanging: [arn] }) => {
      const state = ids.get(id);
      return arn === undefined || state === undefined ? [] : [[state, arn] as const];
    });
  for (let next = first, row = 0; row < turn; next += width) {
    const before = (await hanging()).length;
    const begun = Array.from({ length: width }, (_, index) => scenario.begin(stage, next + index));
    const passed = await Promise.all((await Promise.all(begun)).map((each) => passes(host, each, hanging, before)));
    row = passed.includes(true) ? row + 1 : 0;
  }
  return new Map(await hanging());
}

/** Whether what was begun came to its end; if not, some state holds it. */
async function passes(
  host: KillableHost,
  begun: Begun,
  hanging: () => Promise<(readonly [string, string])[]>,
  before: number,
) {
  const over = new AbortController();
  const name = executionName(begun.run, begun.attempt);
  const isHeld = async () => {
    const found = await hanging();
    return begun.isToBeTold ? found.length > before : found.some(([, arn]) => arn.endsWith(`:${name}`));
  };
  const held = async () => {
    while (!over.signal.aborted && !(await isHeld())) await setTimeout(100);
    return false;
  };
  const isPassed = await Promise.race([held(), isDone(host, begun, over.signal)]);
  over.abort();
  // What tells of an execution may be held behind its mail: both then come true at once.
  return isPassed && !(await isHeld());
}

/** Resolves with true once a run has ended, or is told of where that is what was begun, and nothing tells any more. */
export async function isDone(host: KillableHost, begun: Begun, signal: AbortSignal): Promise<boolean> {
  if (!begun.isToBeTold) return await hasEnded(host, begun, signal);
  const name = executionName(begun.run, begun.attempt);
  const isTold = async () => (await outbox(host.target.stateDir)).some((mail) => mail.includes(name));
  const isTelling = async () => {
    const held = new Set((await host.faults()).flatMap(({ hanging }) => hanging));
    return (await tellers(host)).some((execution) => !held.has(execution));
  };
  while (!signal.aborted && (!(await isTold()) || (await isTelling()))) await setTimeout(100);
  return !signal.aborted;
}

/** The running executions of the machines that tell of others. */
async function tellers({ target }: KillableHost): Promise<string[]> {
  using states = new StepFunctions(target);
  const regions = Object.values(target.outputs.regionMachines ?? {}).map(async (machine) => {
    const { stateMachines = [] } = await states.of(machine).send(new ListStateMachinesCommand());
    const arns = stateMachines
      .map(({ stateMachineArn = "" }) => stateMachineArn)
      .filter((arn) => arn.includes("-ended-"));
    const running = arns.map(async (stateMachineArn) => {
      const asked = new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING", maxResults: 1000 });
      const { executions = [] } = await states.of(stateMachineArn).send(asked);
      return executions.map(({ executionArn = "" }) => executionArn);
    });
    return (await Promise.all(running)).flat();
  });
  return (await Promise.all(regions)).flat();
}
