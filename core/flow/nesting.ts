import { exprOf } from "./Expr.ts";
import { edge } from "./edges.ts";
import type { Catcher, MapNode, Node, ParallelNode } from "./Node.ts";
import type { Each, Nested, Step } from "./steps.ts";
import type { ValueOf } from "./Template.ts";

/** The values of branches, each a step's result, in their order. */
export type Outputs<B extends readonly (() => unknown)[]> = {
  readonly [K in keyof B]: Step<ValueOf<ReturnType<B[K]>>>;
};

/** A state that runs branches at once and keeps the list of their values in the variable `as`. */
export function parallelNode(
  name: string,
  as: string,
  branches: readonly (readonly Node[])[],
  { retry = [] }: Nested,
  catchers: readonly Catcher[],
): ParallelNode {
  const next = edge("parallel", { [as]: exprOf("$states.result") });
  return { kind: "parallel", name, branches, retry, catchers, next };
}

/** A state that runs a body for each item of a list and keeps the list of its values in the variable `as`. */
export function mapNode(
  name: string,
  as: string,
  body: readonly Node[],
  { items, maxConcurrency, retry = [], item }: Each<unknown> & { readonly item: string },
  catchers: readonly Catcher[],
): MapNode {
  const next = edge("map", { [as]: exprOf("$states.result") });
  return { kind: "map", name, items, maxConcurrency, item, body, retry, catchers, next };
}
