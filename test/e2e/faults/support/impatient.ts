import { Graph } from "../../../../local/program/Graph.ts";
import type { Resource } from "../../../../local/program/Resource.ts";

/** Whether a resource is the queue that S3 tells of landed files. */
export function isLanding({ type, name }: Resource): boolean {
  return type === "aws:sqs/queue:Queue" && name === "csv-lake-landing";
}

/** The program with so short a visibility time-out that what a killed host was told of is soon told again. */
export function impatient(graph: Graph): Graph {
  const resources = graph.resources.map((resource) =>
    isLanding(resource) ? { ...resource, inputs: { ...resource.inputs, visibilityTimeoutSeconds: 3 } } : resource,
  );
  return new Graph({ ...graph, resources });
}
