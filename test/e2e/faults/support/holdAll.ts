import { setTimeout } from "node:timers/promises";
import { executionName } from "../../../../core/commit/executionName.ts";
import { hasEnded } from "./hasEnded.ts";
import type { KillableHost } from "./KillableHost.ts";
import type { Begun, Scenario, Stage } from "./killScenarios.ts";

/**
 * Plays a scenario with ever more files until one passes to its end: each state holds the first execution that enters
 * it, so that then every state that the scenario has runs enter holds one. Gives their ARNs, by state.
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
  const { width = 1 } = scenario;
  const ids = new Map<number, string>();
  for (const state of states) ids.set(await host.addFault({ state, times: 1, answer: { hang: 3_600_000 } }), state);
  for (const rule of scenario.rules) await host.addFault(rule);
  const hanging = async () =>
    (await host.faults()).flatMap(({ id, hanging: [arn] }) => {
      const state = ids.get(id);
      return arn === undefined || state === undefined ? [] : [[state, arn] as const];
    });
  for (let next = first, isPassed = false; !isPassed; next += width) {
    const wave = Array.from({ length: width }, (_, index) => scenario.begin(stage, next + index));
    const passed = await Promise.all((await Promise.all(wave)).map((each) => passes(host, each, hanging)));
    isPassed = passed.includes(true);
  }
  return new Map(await hanging());
}

/** Whether an attempt at a run came to its end; if not, some state holds it. */
async function passes(host: KillableHost, begun: Begun, hanging: () => Promise<(readonly [string, string])[]>) {
  const over = new AbortController();
  const name = executionName(begun.run, begun.attempt);
  const held = async () => {
    while (!over.signal.aborted) {
      if ((await hanging()).some(([, arn]) => arn.endsWith(`:${name}`))) return false;
      await setTimeout(100);
    }
    return false;
  };
  const isPassed = await Promise.race([held(), hasEnded(host, begun, over.signal)]);
  over.abort();
  return isPassed;
}
