import { Graph } from "../../../../local/program/Graph.ts";
import type { Resource } from "../../../../local/program/Resource.ts";

/** The program with other inputs of some of its resources. */
export function changedGraph(
  graph: Graph,
  type: string,
  change: (inputs: Resource["inputs"]) => Resource["inputs"],
): Graph {
  const resources = graph.resources.map((resource) =>
    resource.type === type ? { ...resource, inputs: change(resource.inputs) } : resource,
  );
  return new Graph({ ...graph, resources });
}
