import type { Condition } from "./conditions.ts";
import { compile, type Expr, exprOf, operand, variable } from "./Expr.ts";
import type { Graph } from "./Graph.ts";
import { keepAs } from "./keepAs.ts";
import type { Catcher, ChoiceNode, Edge, TaskNode } from "./Node.ts";
import type {
  Attempt,
  Context,
  ExecutionStep,
  Failure,
  LambdaStep,
  Loop,
  Poll,
  PublishStep,
  Step,
  TaskStep,
} from "./steps.ts";
import type { Template } from "./Template.ts";
import { executionTask, lambdaTask, publishTask, serviceTask, type Task } from "./tasks.ts";
import { variableOf } from "./variableOf.ts";

/** A branch of a choice: when, and what is written then. */
export type Rule = readonly [when: Condition, then: () => void];

/** A branch of a choice that has a value. */
export type Branch<T> = readonly [when: Condition, then: () => Expr<T>];

/** Writes the states of a flow in the order in which they run. */
export class FlowBuilder<In, Out> {
  /** The execution's input. */
  readonly input: Expr<In> = exprOf("$states.context.Execution.Input");
  /** The execution's context: names, ids and times. */
  readonly context: Expr<Context<In>> = exprOf("$states.context");
  /** The same steps as on the builder, but a failure is remembered and the flow goes on. */
  readonly attempt = {
    lambda: <I, O>(name: string, step: LambdaStep<I, O>): Step<Attempt<O>> => this.tried(name, lambdaTask(step)),
    execution: <I, O>(name: string, step: ExecutionStep<I, O>): Step<Attempt<O>> =>
      this.tried(name, executionTask(step)),
    publish: (name: string, step: PublishStep): Step<Attempt<{ MessageId: string }>> =>
      this.tried(name, publishTask(step)),
    task: <O = unknown>(name: string, step: TaskStep): Step<Attempt<O>> => this.tried(name, serviceTask(step)),
  };
  private readonly graph: Graph;
  private readonly stepNames = new WeakMap<object, string>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** Invokes a function; gives what it returns. */
  lambda<I, O>(name: string, step: LambdaStep<I, O>): Step<O> {
    return this.run(name, lambdaTask(step));
  }

  /** Starts an execution of another machine and waits for its end; gives its output. */
  execution<I, O>(name: string, step: ExecutionStep<I, O>): Step<O> {
    return this.run(name, executionTask(step));
  }

  /** Publishes to an SNS topic. */
  publish(name: string, step: PublishStep): Step<{ MessageId: string }> {
    return this.run(name, publishTask(step));
  }

  /** Calls a service by its integration; gives the whole result, whose type the caller declares. */
  task<O = unknown>(name: string, step: TaskStep): Step<O> {
    return this.run(name, serviceTask(step));
  }

  /** Waits a number of seconds. */
  wait(name: string, seconds: Template<number>): void {
    const next = edge("wait");
    this.graph.enter({ kind: "wait", name, seconds, next }, [next]);
  }

  /** Takes the first branch whose condition holds, or else `otherwise`; branches that do not end go on together. */
  choice(name: string, rules: readonly [Rule, ...Rule[]], otherwise: () => void = () => {}): void {
    const node = choiceNode(
      name,
      rules.map(([condition]) => condition),
    );
    this.graph.enter(node, []);
    const ends = rules.flatMap(([, write], index) => this.graph.branch(edgesAt(node, index), write));
    this.graph.continueFrom([...ends, ...this.graph.branch([node.otherwise], otherwise)]);
  }

  /**
   * Takes the first branch whose condition holds, or else `otherwise`; gives the value of the branch that ran. A step
   * that is a branch's value is not to be read by its own name after this.
   */
  either<T>(
    name: string,
    rules: readonly [Branch<T>, ...Branch<T>[]],
    otherwise: () => Expr<T>,
    options: { readonly as?: string } = {},
  ): Step<T> {
    const as = this.graph.declare(options.as ?? variableOf(name), name);
    const node = choiceNode(
      name,
      rules.map(([condition]) => condition),
    );
    this.graph.enter(node, []);
    const written = (edges: readonly Edge[], write: () => Expr<T>) => {
      let value: Expr<T> | undefined;
      const ends = this.graph.branch(edges, () => {
        value = write();
      });
      if (value !== undefined) keepAs(as, value, ends);
      return ends;
    };
    const ends = rules.flatMap(([, write], index) => written(edgesAt(node, index), write));
    this.graph.continueFrom([...ends, ...written([node.otherwise], otherwise)]);
    return this.stepOf(as, name);
  }

  /** Writes `body` once, to run for each item of a list, one after the other. `name` is the choice's. */
  forEach<T>(name: string, loop: Loop<T>, body: (item: Expr<T>) => void): void {
    const index = this.graph.declare(loop.index ?? `${variableOf(name)}Index`, name);
    for (const end of this.graph.ends) end.assign[index] = 0;
    const list = operand(loop.list);
    const reads = [...compile(loop.list).reads, index];
    const node = choiceNode(name, [exprOf(`$${index} < $count(${list})`, reads, false)]);
    this.graph.enter(node, []);
    const back = this.graph.branch(edgesAt(node, 0), () => body(exprOf<T>(`${list}[$${index}]`, reads)));
    for (const end of back) {
      end.to = name;
      end.assign[index] = exprOf(`$${index} + 1`, [index], false);
    }
    this.graph.continueFrom([node.otherwise]);
  }

  /** Checks until the condition on the check's result holds; gives the last result. `name` is the choice's. */
  poll<T>(name: string, poll: Poll<T>, until: (result: Expr<T>) => Condition): Step<T> {
    const first = this.graph.nodes.length;
    const result = poll.check();
    const start = this.graph.nodes[first]?.name;
    if (start === undefined)
      throw this.graph.error("empty_check", name, "polls without a step", "write a step in `check`");
    const node = choiceNode(name, [until(result)]);
    this.graph.enter(node, []);
    const back = this.graph.branch([node.otherwise], () => this.wait(poll.wait, poll.seconds));
    for (const end of back) end.to = start;
    this.graph.continueFrom(edgesAt(node, 0));
    return result;
  }

  /** Sends any error of the steps in `body` to the states that `handler` writes. */
  rescue(body: () => void, handler: (failure: Expr<Failure>) => void, options: RescueOptions = {}): void {
    const { as = "failure", errors = ["States.ALL"] } = options;
    const frame = { variable: this.graph.declare(as, "rescue"), errors, edges: [] as Edge[] };
    this.graph.within(frame, body);
    if (frame.edges.length === 0) throw this.graph.error("empty_rescue", as, "rescues no step", "write a step in it");
    const ends = this.graph.branch(frame.edges, () => handler(variable<Failure>(as)));
    this.graph.continueFrom([...this.graph.ends, ...ends]);
  }

  /** Goes to the handler of the enclosing rescue, from a branch of a choice. */
  raise(failure: { step: Step<unknown>; error: Template<string>; cause: Template<string> }): void {
    const step = this.stepNames.get(failure.step) ?? "";
    const frame = this.graph.frame;
    if (frame === undefined)
      throw this.graph.error(
        "raise_outside_rescue",
        step,
        "is raised outside a rescue",
        "write the choice in the body of a rescue",
      );
    if (this.graph.ends.length === 0 || this.graph.ends.some((end) => end.from !== "choice")) {
      throw this.graph.error(
        "raise_outside_choice",
        step,
        "is not raised first in a branch of a choice",
        "raise in `() => f.raise(...)`",
      );
    }
    for (const end of this.graph.ends) {
      end.assign[frame.variable] = { ...failure, step };
      frame.edges.push(end);
    }
    this.graph.continueFrom([]);
  }

  /** Ends the execution with success and this output. */
  succeed(name: string, ...output: [Out] extends [undefined] ? [] : [output: Template<Out>]): void {
    this.graph.enter({ kind: "succeed", name, output: output[0] }, []);
  }

  /** Ends the execution as failed. */
  fail(name: string, failure: { error: Template<string>; cause: Template<string> }): void {
    this.graph.enter({ kind: "fail", name, ...failure }, []);
  }

  private run<T>(name: string, task: Task): Step<T> {
    const as = this.graph.declare(task.as ?? variableOf(name), name);
    const catchers = this.graph.catchersFor((frame) => ({ [frame.variable]: caught(name) }));
    const next = edge("task", { [as]: exprOf(task.result) });
    this.graph.enter(taskNode(name, task, catchers, next), [next]);
    return this.stepOf(as, name);
  }

  private tried<T>(name: string, task: Task): Step<Attempt<T>> {
    const as = this.graph.declare(task.as ?? variableOf(name), name);
    const failed = edge("catch", { [as]: { failed: true, output: null, error: caught(name) } });
    const next = edge("task", { [as]: { failed: false, output: exprOf(task.result), error: NO_FAILURE } });
    this.graph.enter(taskNode(name, task, [{ errors: ["States.ALL"], edge: failed }], next), [next, failed]);
    return this.stepOf(as, name);
  }

  private stepOf<T>(as: string, name: string): Step<T> {
    const step = variable<T>(as) as Step<T>;
    this.stepNames.set(step, name);
    return step;
  }
}

export interface RescueOptions {
  /** Variable that keeps the failure. @default "failure" */
  readonly as?: string;
  /** ASL error names that are rescued. @default ["States.ALL"] */
  readonly errors?: readonly string[];
}

const NO_FAILURE: Failure = { step: "", error: "", cause: "" };

const edge = (from: Edge["from"], assign: Record<string, unknown> = {}): Edge => ({ to: undefined, assign, from });

function choiceNode(name: string, conditions: readonly Condition[]): ChoiceNode {
  const rules = conditions.map((condition) => ({ condition, edge: edge("choice") }));
  return { kind: "choice", name, rules, otherwise: edge("choice") };
}

function edgesAt(node: ChoiceNode, index: number): Edge[] {
  return node.rules.slice(index, index + 1).map((rule) => rule.edge);
}

function taskNode(name: string, task: Task, catchers: readonly Catcher[], next: Edge): TaskNode {
  const { resource, permission, retry, timeoutSeconds } = task;
  return { kind: "task", name, resource, arguments: task.arguments, permission, retry, catchers, timeoutSeconds, next };
}

/** The failure that a catcher remembers; some errors have no cause. */
function caught(step: string): Record<keyof Failure, unknown> {
  const cause = "$states.errorOutput.Cause";
  return { step, error: exprOf("$states.errorOutput.Error"), cause: exprOf(`$exists(${cause}) ? ${cause} : ""`) };
}
