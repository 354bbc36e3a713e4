import type { Condition } from "./conditions.ts";
import type { Retry } from "./Retry.ts";
import type { Reference } from "./references.ts";

/** A way out of a state: where to, and what is remembered on the way (templates by variable name). */
export interface Edge {
  to: string | undefined;
  assign: Record<string, unknown>;
  /** Edges of a choice alone can carry values that are not the result of their state. */
  readonly from: "task" | "catch" | "choice" | "wait" | "pass" | "parallel" | "map";
}

/** What the machine's role must be allowed, for one task. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly (string | Reference)[];
}

export interface Catcher {
  readonly errors: readonly string[];
  readonly edge: Edge;
}

export interface TaskNode {
  readonly kind: "task";
  readonly name: string;
  readonly resource: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly permission: Permission;
  readonly retry: readonly Retry[];
  readonly catchers: readonly Catcher[];
  readonly timeoutSeconds: number | undefined;
  readonly next: Edge;
}

export interface ChoiceNode {
  readonly kind: "choice";
  readonly name: string;
  readonly rules: readonly { readonly condition: Condition; readonly edge: Edge }[];
  readonly otherwise: Edge;
}

export interface WaitNode {
  readonly kind: "wait";
  readonly name: string;
  readonly seconds: unknown;
  readonly next: Edge;
}

export interface PassNode {
  readonly kind: "pass";
  readonly name: string;
  readonly next: Edge;
}

export interface ParallelNode {
  readonly kind: "parallel";
  readonly name: string;
  /** The states of each branch, the first one first. */
  readonly branches: readonly (readonly Node[])[];
  readonly retry: readonly Retry[];
  readonly catchers: readonly Catcher[];
  readonly next: Edge;
}

export interface MapNode {
  readonly kind: "map";
  readonly name: string;
  readonly items: unknown;
  readonly maxConcurrency: unknown;
  /** What expressions that read the item, or its index, say that they read. */
  readonly item: string;
  /** The states that run for each item, the first one first. */
  readonly body: readonly Node[];
  readonly retry: readonly Retry[];
  readonly catchers: readonly Catcher[];
  readonly next: Edge;
}

export interface SucceedNode {
  readonly kind: "succeed";
  readonly name: string;
  readonly output: unknown;
}

export interface FailNode {
  readonly kind: "fail";
  readonly name: string;
  readonly error: unknown;
  readonly cause: unknown;
}

/** A state while the flow is being written, before names of resources are ARNs. */
export type Node = TaskNode | ChoiceNode | WaitNode | PassNode | ParallelNode | MapNode | SucceedNode | FailNode;

/** The states of each scope directly within a state. */
export function innerOf(node: Node): readonly (readonly Node[])[] {
  if (node.kind === "parallel") return node.branches;
  return node.kind === "map" ? [node.body] : [];
}

/** States with all those within them. */
export function allOf(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [node, ...innerOf(node).flatMap(allOf)]);
}

/** The ways out of a state. */
export function edgesOf(node: Node): readonly Edge[] {
  switch (node.kind) {
    case "task":
    case "parallel":
    case "map":
      return [node.next, ...node.catchers.map((catcher) => catcher.edge)];
    case "choice":
      return [...node.rules.map((rule) => rule.edge), node.otherwise];
    case "wait":
    case "pass":
      return [node.next];
    default:
      return [];
  }
}

/** The templates that a state evaluates itself; those of its edges are apart. */
export function templatesOf(node: Node): readonly unknown[] {
  switch (node.kind) {
    case "task":
      return [node.arguments];
    case "choice":
      return node.rules.map((rule) => rule.condition);
    case "wait":
      return [node.seconds];
    case "pass":
    case "parallel":
      return [];
    case "map":
      return [node.items, node.maxConcurrency];
    case "succeed":
      return [node.output];
    case "fail":
      return [node.error, node.cause];
  }
}
