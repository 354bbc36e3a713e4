import type { SluiceError } from "../errors.ts";
import type { Graph } from "./Graph.ts";
import { edgesOf, innerOf, type Node, templatesOf } from "./Node.ts";
import { readsOf } from "./Template.ts";

/**
 * Refuses a state that reads a variable which some path from the start leaves unassigned: definite assignment, by the
 * usual forward data flow over intersections. A catcher's path does not run the assignment of its state. The states
 * within a state read what was assigned before it; what they assign is not seen outside.
 *
 * @throws `flow.unassigned_variable`
 */
export function checkAssignment(graph: Graph): void {
  checkScope(graph, graph.nodes, new Set());
}

function checkScope(graph: Graph, nodes: readonly Node[], given: ReadonlySet<string>): void {
  const assigned = assignedBefore(nodes, given);
  for (const node of nodes) {
    const known = assigned.get(node.name) ?? new Set<string>();
    const missing = readsBy(node).find((name) => !known.has(name));
    if (missing !== undefined) throw unassigned(graph, node, missing);
    // An item is that of the innermost map.
    const outer = node.kind === "map" ? [...[...known].filter((name) => !isItem(name)), node.item] : known;
    for (const inner of innerOf(node)) checkScope(graph, inner, new Set(outer));
  }
}

/** Items of maps are read by a name that no variable can have. */
function isItem(name: string): boolean {
  return name.includes(" ");
}

function unassigned(graph: Graph, { name }: Node, missing: string): SluiceError {
  if (isItem(missing)) {
    const mend = "read it in the map's own states, and give it to a map within them by its items";
    return graph.error("unassigned_variable", name, `reads ${missing}, which is not there`, mend);
  }
  const what = `reads $${missing}, which is not assigned on every path to it`;
  return graph.error("unassigned_variable", name, what, "read it only where its step has always succeeded");
}

function readsBy(node: Node): string[] {
  return [...templatesOf(node), ...edgesOf(node).map((edge) => edge.assign)].flatMap(readsOf);
}

/** For each state, the variables that are assigned on every path to it. */
function assignedBefore(nodes: readonly Node[], given: ReadonlySet<string>): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>();
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const start = nodes[0];
  if (start === undefined) return before;
  before.set(start.name, new Set(given));
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const edge of edgesOf(node)) {
      const target = edge.to === undefined ? undefined : byName.get(edge.to);
      const along = new Set([...(before.get(node.name) ?? []), ...Object.keys(edge.assign)]);
      if (target !== undefined && narrow(before, target.name, along)) waiting.push(target);
    }
  }
  return before;
}

/** Keeps what is assigned on this path too; says whether that changed anything. */
function narrow(before: Map<string, Set<string>>, name: string, along: Set<string>): boolean {
  const known = before.get(name);
  const kept = known === undefined ? along : new Set([...known].filter((variable) => along.has(variable)));
  before.set(name, kept);
  return known === undefined || kept.size < known.size;
}
