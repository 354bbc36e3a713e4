import type { Graph } from "../../../../local/program/Graph.ts";
import { machineSpecs } from "../../../../local/program/specs/machineSpecs.ts";

interface States {
  readonly States: Readonly<Record<string, { readonly Branches?: readonly States[]; readonly ItemProcessor?: States }>>;
}

/** Every state that the machines of a program have, those within others too, as `<machine>.<state>`. */
export function statesOf(graph: Graph): string[] {
  return machineSpecs(graph).flatMap(({ name, definition }) =>
    namesIn(JSON.parse(definition)).map((state) => `${name}.${state}`),
  );
}

function namesIn({ States }: States): string[] {
  return Object.entries(States).flatMap(([name, { Branches = [], ItemProcessor }]) => [
    name,
    ...[...Branches, ...(ItemProcessor ? [ItemProcessor] : [])].flatMap(namesIn),
  ]);
}

/** As it is told: without what Pulumi adds to a machine's name. */
export function shortState(state: string): string {
  return state.replace(/-[0-9a-f]{7}\./, ".");
}
