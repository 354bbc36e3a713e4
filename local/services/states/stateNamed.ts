import type { AslState, AslStates } from "../../../core/flow/Asl.ts";

/** The state of that name among states and those within them; undefined where there is none. */
export function stateNamed({ States }: Pick<AslStates, "States">, name: string): AslState | undefined {
  if (Object.hasOwn(States, name)) return States[name];
  for (const state of Object.values(States)) {
    const inner = state.Type === "Parallel" ? state.Branches : state.Type === "Map" ? [state.ItemProcessor] : [];
    const found = inner.map((states) => stateNamed(states, name)).find((each) => each !== undefined);
    if (found) return found;
  }
  return undefined;
}
