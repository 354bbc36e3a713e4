import type { Graph } from "../../local/program/Graph.ts";
import { ofKind } from "../stacks/resources.ts";
import { type Allow, allowsOf } from "./isAllowed.ts";

/**
 * What each role may do that something of the program runs as, by its name.
 * @param except name of a resource whose role is left out. @default none
 */
export function policiesOf(graph: Graph, except?: string): Map<string, Allow[]> {
  const policies = new Map<string, Allow[]>();
  for (const { name, inputs } of running(graph)) {
    if (name !== except) policies.set(roleName(inputs.role ?? inputs.roleArn), []);
  }
  for (const { inputs } of ofKind(graph, "RolePolicy")) {
    policies.get(String(inputs.role))?.push(...allowsOf(withoutMetrics(inputs.policy)));
  }
  return policies;
}

/** Of an ARN, or of itself. */
export function roleName(role: unknown): string {
  return String(role).replace(/^.*\//, "");
}

function running(graph: Graph) {
  return ["Function", "StateMachine", "EventTarget", "Crawler", "Job"].flatMap((kind) => ofKind(graph, kind));
}

/** Glue itself writes a job's metrics, in the name of its role and under a condition; here nobody does. */
function withoutMetrics(policy: unknown): string {
  const { Statement } = JSON.parse(String(policy)) as { Statement: { Action: string[] }[] };
  return JSON.stringify({ Statement: Statement.filter(({ Action }) => !Action.includes("cloudwatch:PutMetricData")) });
}
