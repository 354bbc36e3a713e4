import type { Condition } from "./conditions.ts";
import type { ChoiceNode, Edge } from "./Node.ts";

/** A way out that leads nowhere yet. */
export const edge = (from: Edge["from"], assign: Record<string, unknown> = {}): Edge => ({
  to: undefined,
  assign,
  from,
});

/** A choice by these conditions, whose ways out lead nowhere yet. */
export function choiceNode(name: string, conditions: readonly Condition[]): ChoiceNode {
  const rules = conditions.map((condition) => ({ condition, edge: edge("choice") }));
  return { kind: "choice", name, rules, otherwise: edge("choice") };
}

/** The way out of one rule. */
export function edgesAt(node: ChoiceNode, index: number): Edge[] {
  return node.rules.slice(index, index + 1).map((rule) => rule.edge);
}
