import type { Condition } from "./conditions.ts";
import { compile, type Expr, exprOf, operand } from "./Expr.ts";
import { choiceNode, edge, edgesAt } from "./edges.ts";
import type { Graph } from "./Graph.ts";
import { keepAs } from "./keepAs.ts";
import type { Edge } from "./Node.ts";
import type { Loop, Step } from "./steps.ts";
import { variableOf } from "./variableOf.ts";

/** A branch of a choice: when, and what is written then. */
export type Rule = readonly [when: Condition, then: () => void];

/** A branch of a choice that has a value. */
export type Branch<T> = readonly [when: Condition, then: () => Expr<T>];

/** Writes a choice and its branches; those that do not end are left open together. */
export function choiceOf(graph: Graph, name: string, rules: readonly Rule[], otherwise: () => void): void {
  const node = choiceNode(
    name,
    rules.map(([condition]) => condition),
  );
  graph.enter(node, []);
  const ends = rules.flatMap(([, write], index) => graph.branch(edgesAt(node, index), write));
  graph.continueFrom([...ends, ...graph.branch([node.otherwise], otherwise)]);
}

/** Writes a choice whose branches have a value, which is kept in the variable `as`. */
export function eitherOf<T>(
  graph: Graph,
  name: string,
  as: string,
  rules: readonly Branch<T>[],
  otherwise: () => Expr<T>,
): void {
  const node = choiceNode(
    name,
    rules.map(([condition]) => condition),
  );
  graph.enter(node, []);
  const written = (edges: readonly Edge[], write: () => Expr<T>) => {
    let value: Expr<T> | undefined;
    const ends = graph.branch(edges, () => {
      value = write();
    });
    if (value !== undefined) keepAs(as, value, ends);
    return ends;
  };
  const ends = rules.flatMap(([, write], index) => written(edgesAt(node, index), write));
  graph.continueFrom([...ends, ...written([node.otherwise], otherwise)]);
}

/** Writes a loop over the items of a list, one after the other. */
export function eachOf<T>(graph: Graph, name: string, loop: Loop<T>, body: (item: Expr<T>) => void): void {
  const index = graph.declare(loop.index ?? `${variableOf(name)}Index`, name);
  if (graph.nodes.length === 0) start(graph, `${name}Start`);
  for (const end of graph.ends) end.assign[index] = 0;
  const list = operand(loop.list);
  const reads = [...compile(loop.list).reads, index];
  const node = choiceNode(name, [exprOf(`$${index} < $count(${list})`, reads, false)]);
  graph.enter(node, []);
  const back = graph.branch(edgesAt(node, 0), () => body(exprOf<T>(`${list}[$${index}]`, reads)));
  for (const end of back) {
    end.to = name;
    end.assign[index] = exprOf(`$${index} + 1`, [index], false);
  }
  graph.continueFrom([node.otherwise]);
}

/** Writes steps that look, and go on looking until the condition holds; gives the last result. */
export function pollOf<T>(
  graph: Graph,
  name: string,
  check: () => Step<T>,
  until: (result: Expr<T>) => Condition,
  wait: () => void,
): Step<T> {
  const first = graph.nodes.length;
  const result = check();
  const start = graph.nodes[first]?.name;
  if (start === undefined) throw graph.error("empty_check", name, "polls without a step", "write a step in `check`");
  const node = choiceNode(name, [until(result)]);
  graph.enter(node, []);
  const back = graph.branch([node.otherwise], wait);
  for (const end of back) end.to = start;
  graph.continueFrom(edgesAt(node, 0));
  return result;
}

/** A state before the first, on whose way out something can be remembered. */
function start(graph: Graph, name: string): void {
  const next = edge("pass");
  graph.enter({ kind: "pass", name, next }, [next]);
}
