import type {
  AslAssign,
  AslCatcher,
  AslRetrier,
  AslState,
  AslStates,
  AslValue,
  StateMachineDefinition,
} from "./Asl.ts";
import { compile } from "./Expr.ts";
import type { FlowOptions } from "./FlowOptions.ts";
import { wrapped } from "./jsonata.ts";
import {
  allOf,
  type ChoiceNode,
  type Edge,
  edgesOf,
  type MapNode,
  type Node,
  type TaskNode,
  templatesOf,
} from "./Node.ts";
import type { Retry } from "./Retry.ts";
import type { Reference } from "./references.ts";
import { readsOf, renderTemplate } from "./Template.ts";

type ArnOf = (reference: Reference) => string;

/** The definition of a checked flow. Variables that nothing reads are not assigned: they would only use up the limit. */
export function renderAsl(nodes: readonly Node[], options: FlowOptions, arnOf: ArnOf): StateMachineDefinition {
  const renderer = new Renderer(arnOf, new Set(allOf(nodes).flatMap(readsIn)));
  const { StartAt, States } = renderer.states(nodes);
  return {
    ...(options.comment === undefined ? {} : { Comment: options.comment }),
    QueryLanguage: "JSONata",
    StartAt,
    ...(options.timeoutSeconds === undefined ? {} : { TimeoutSeconds: options.timeoutSeconds }),
    States,
  };
}

function readsIn(node: Node): string[] {
  return [...templatesOf(node), ...edgesOf(node).map((edge) => edge.assign)].flatMap(readsOf);
}

class Renderer {
  private readonly arnOf: ArnOf;
  private readonly read: ReadonlySet<string>;

  constructor(arnOf: ArnOf, read: ReadonlySet<string>) {
    this.arnOf = arnOf;
    this.read = read;
  }

  states(nodes: readonly Node[]): AslStates {
    const States = Object.fromEntries(nodes.map((node) => [node.name, this.state(node)]));
    return { StartAt: nodes[0]?.name ?? "", States };
  }

  private state(node: Node): AslState {
    switch (node.kind) {
      case "task":
        return this.task(node);
      case "choice":
        return this.choice(node);
      case "wait":
        return { Type: "Wait", Seconds: this.value(node.seconds) as number | string, ...this.along(node.next) };
      case "pass":
        return { Type: "Pass", ...this.along(node.next) };
      case "parallel": {
        const Branches = node.branches.map((branch) => this.states(branch));
        return { Type: "Parallel", Branches, ...this.handling(node), ...this.along(node.next) };
      }
      case "map":
        return this.map(node);
      case "succeed":
        return { Type: "Succeed", ...(node.output === undefined ? {} : { Output: this.value(node.output) }) };
      case "fail":
        return { Type: "Fail", Error: this.value(node.error) as string, Cause: this.value(node.cause) as string };
    }
  }

  private task(node: TaskNode): AslState {
    return {
      Type: "Task",
      Resource: node.resource,
      Arguments: this.value(node.arguments),
      ...(node.timeoutSeconds === undefined ? {} : { TimeoutSeconds: node.timeoutSeconds }),
      ...this.handling(node),
      ...this.along(node.next),
    };
  }

  private map(node: MapNode): AslState {
    return {
      Type: "Map",
      Items: this.value(node.items),
      ...(node.maxConcurrency === undefined
        ? {}
        : { MaxConcurrency: this.value(node.maxConcurrency) as number | string }),
      ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...this.states(node.body) },
      ...this.handling(node),
      ...this.along(node.next),
    };
  }

  private handling({ retry, catchers }: Pick<TaskNode, "retry" | "catchers">): {
    Retry?: AslRetrier[];
    Catch?: AslCatcher[];
  } {
    const Catch = catchers.map(({ errors, edge }): AslCatcher => ({ ErrorEquals: [...errors], ...this.along(edge) }));
    return {
      ...(retry.length === 0 ? {} : { Retry: retry.map(retrierOf) }),
      ...(catchers.length === 0 ? {} : { Catch }),
    };
  }

  private choice(node: ChoiceNode): AslState {
    const { Next, ...assign } = this.along(node.otherwise);
    const rules = node.rules.map(({ condition, edge }) => ({
      Condition: wrapped(compile(condition).code),
      ...this.along(edge),
    }));
    return { Type: "Choice", Choices: rules, ...assign, Default: Next };
  }

  private along(edge: Edge): { Next: string; Assign?: AslAssign } {
    const kept = Object.entries(edge.assign).filter(([name]) => this.read.has(name));
    const assign = Object.fromEntries(kept.map(([name, template]) => [name, this.value(template)]));
    return { ...(kept.length === 0 ? {} : { Assign: assign }), Next: edge.to ?? "" };
  }

  private value(template: unknown): AslValue {
    return renderTemplate(template, this.arnOf);
  }
}

function retrierOf({ errors, intervalSeconds = 1, maxAttempts = 3, backoffRate = 2, ...retry }: Retry): AslRetrier {
  return {
    ErrorEquals: [...errors],
    IntervalSeconds: intervalSeconds,
    MaxAttempts: maxAttempts,
    BackoffRate: backoffRate,
    ...(retry.maxDelaySeconds === undefined ? {} : { MaxDelaySeconds: retry.maxDelaySeconds }),
    ...(retry.jitter === "full" ? { JitterStrategy: "FULL" } : {}),
  };
}
