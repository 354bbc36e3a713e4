import type { StateMachineDefinition } from "./Asl.ts";
import { type Arns, arnsOf, type Uses, usesOf } from "./arns.ts";
import { checkAssignment } from "./checkAssignment.ts";
import { checkStates } from "./checkStates.ts";
import { FlowBuilder } from "./FlowBuilder.ts";
import type { FlowOptions } from "./FlowOptions.ts";
import { Graph } from "./Graph.ts";
import { allOf, edgesOf, type Node, templatesOf } from "./Node.ts";
import { type PolicyStatement, policyOf } from "./policyOf.ts";
import { isReference, type Reference } from "./references.ts";
import { renderAsl } from "./renderAsl.ts";
import { referencesOf } from "./Template.ts";

declare const input: unique symbol;
declare const output: unique symbol;

/** An orchestration: states and the resources that they name, to be rendered once the ARNs are known. */
export interface Flow<In, Out> {
  readonly [input]?: (value: In) => void;
  readonly [output]?: Out;
  readonly name: string;
  /** The resources whose ARNs `toAsl` and `policy` need. */
  readonly uses: Uses;
  /** The definition. @throws `flow.missing_arn` */
  toAsl(arns: Arns): StateMachineDefinition;
  /** What the machine's role must be allowed, and nothing else. @throws `flow.missing_arn` */
  policy(arns: Arns): PolicyStatement[];
}

/**
 * Writes a flow: `In` is the type of an execution's input, `Out` that of its output.
 *
 * @example
 * const greet = flow<{ name: string }>("greet", (f) => {
 *   f.lambda("Hello", { function: functionRef<{ name: string }, string>("hello"), input: { name: f.input.name } });
 *   f.succeed("Done");
 * });
 * @throws `flow.*` where the states do not make a machine that Step Functions would run to its end.
 */
export function flow<In, Out = undefined>(
  name: string,
  write: (f: FlowBuilder<In, Out>) => void,
  options: FlowOptions = {},
): Flow<In, Out> {
  const graph = new Graph(name);
  write(new FlowBuilder<In, Out>(graph));
  checkStates(graph, options.timeoutSeconds);
  checkAssignment(graph);
  const { nodes } = graph;
  return {
    name,
    uses: usesOf(allOf(nodes).flatMap(referencesIn)),
    toAsl: (arns) => renderAsl(nodes, options, arnsOf(name, arns)),
    policy: (arns) => policyOf(nodes, arnsOf(name, arns)),
  };
}

function referencesIn(node: Node): Reference[] {
  const templates = [...templatesOf(node), ...edgesOf(node).map((edge) => edge.assign)];
  const permitted = node.kind === "task" ? node.permission.resources.filter(isReference) : [];
  return [...templates.flatMap(referencesOf), ...permitted];
}
