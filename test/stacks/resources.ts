import type { Graph } from "../../local/program/Graph.ts";
import type { Resource } from "../../local/program/Resource.ts";

/** A statement of a policy document, its lists always lists. */
export interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** `Bucket` of `aws:s3/bucket:Bucket`. */
export const kindOf = ({ type }: Resource): string => type.split(":").at(-1) ?? "";

/** The resources of AWS that a graph declares, components left out. */
export const deployed = (graph: Graph): Resource[] => graph.resources.filter(({ component }) => !component);

export const ofKind = (graph: Graph, kind: string): Resource[] =>
  deployed(graph).filter((resource) => kindOf(resource) === kind);

/** The one resource of a kind and logical name. */
export function only(graph: Graph, kind: string, name: string): Resource {
  const [found, ...more] = ofKind(graph, kind).filter((resource) => resource.name === name);
  if (found && more.length === 0) return found;
  throw new Error(`${found ? more.length + 1 : 0} resources are ${kind} ${name}`);
}

/** The statements of a policy's text. */
export function statementsOf(policy: unknown): Statement[] {
  const list = (value: string | readonly string[]) => (typeof value === "string" ? [value] : value);
  const { Statement: statements } = JSON.parse(String(policy)) as { Statement: Statement[] };
  return statements.map((each) => ({ ...each, Action: list(each.Action), Resource: list(each.Resource) }));
}
