import { type Branch, choiceOf, eachOf, eitherOf, pollOf, type Rule } from "./branching.ts";
import type { Condition } from "./conditions.ts";
import { type Expr, exprOf, variable } from "./Expr.ts";
import { edge } from "./edges.ts";
import type { Graph } from "./Graph.ts";
import type { Catcher, Edge, Node } from "./Node.ts";
import { mapNode, type Outputs, parallelNode } from "./nesting.ts";
import type {
  Attempt,
  Context,
  Each,
  ExecutionStep,
  Failure,
  JobRun,
  JobStep,
  LambdaStep,
  Loop,
  Nested,
  Poll,
  PublishStep,
  RescueOptions,
  Step,
  TaskStep,
} from "./steps.ts";
import type { Json, Template, ValueOf } from "./Template.ts";
import { executionTask, jobTask, lambdaTask, publishTask, serviceTask, type Task, taskNode } from "./tasks.ts";
import { variableOf } from "./variableOf.ts";

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
    job: (name: string, step: JobStep): Step<Attempt<JobRun>> => this.tried(name, jobTask(step)),
    publish: (name: string, step: PublishStep): Step<Attempt<{ MessageId: string }>> =>
      this.tried(name, publishTask(step)),
    task: <O = unknown>(name: string, step: TaskStep): Step<Attempt<O>> => this.tried(name, serviceTask(step)),
  };
  /** Of the scope that is being written. */
  private graph: Graph;
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

  /** Runs a Glue job and waits for its end. A run that fails is `States.TaskFailed`; its cause holds the run as JSON. */
  job(name: string, step: JobStep): Step<JobRun> {
    return this.run(name, jobTask(step));
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

  /** Keeps a value, so that it is evaluated once; gives it. */
  pass<const V extends Json>(name: string, value: V, options: { readonly as?: string } = {}): Step<ValueOf<V>> {
    const as = this.graph.declare(options.as ?? variableOf(name), name);
    const next = edge("pass", { [as]: value });
    this.graph.enter({ kind: "pass", name, next }, [next]);
    return this.stepOf(as, name);
  }

  /** Takes the first branch whose condition holds, or else `otherwise`; branches that do not end go on together. */
  choice(name: string, rules: readonly [Rule, ...Rule[]], otherwise: () => void = () => {}): void {
    choiceOf(this.graph, name, rules, otherwise);
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
    eitherOf(this.graph, name, as, rules, otherwise);
    return this.stepOf(as, name);
  }

  /** Writes `body` once, to run for each item of a list, one after the other. `name` is the choice's. */
  forEach<T>(name: string, loop: Loop<T>, body: (item: Expr<T>) => void): void {
    eachOf(this.graph, name, loop, body);
  }

  /** Checks until the condition on the check's result holds; gives the last result. `name` is the choice's. */
  poll<T>(name: string, poll: Poll<T>, until: (result: Expr<T>) => Condition): Step<T> {
    const wait = () => this.wait(poll.wait, poll.seconds);
    return pollOf(this.graph, name, poll.check, until, wait);
  }

  /**
   * Runs branches at once, each in a scope of its own, and goes on when all have ended; gives the value of each. A
   * branch reads what was kept before; of what it keeps itself, only its value is seen outside. An error in one that
   * is not rescued there cuts the others and is the error of this step.
   *
   * @example
   * const [near, far] = f.parallel("Both", [() => f.lambda("Near", ...), () => f.lambda("Far", ...)]);
   */
  parallel<const B extends readonly [() => Json, ...(() => Json)[]]>(
    name: string,
    branches: B,
    options: Nested = {},
  ): Outputs<B> {
    const as = this.graph.declare(options.as ?? variableOf(name), name);
    const lines = branches.map((write, index) => this.line(`${name}End${index + 1}`, write));
    const node = parallelNode(name, as, lines, options, this.catchers(name));
    this.graph.enter(node, [node.next]);
    const outputs = branches.map((_, index) => this.named(exprOf(`$${as}[${index}]`, [as]), name));
    return outputs as unknown as Outputs<B>;
  }

  /**
   * Runs `body` for each item of a list, up to 40 at once, each time in a scope of its own; gives the list of its
   * values. What holds for the branches of `parallel` holds here too. It adds to the execution's 25,000 events for each
   * item, so that a list is best kept to hundreds.
   */
  map<T, const V extends Json>(
    name: string,
    each: Each<T>,
    body: (item: Expr<T>, index: Expr<number>) => V,
  ): Step<ValueOf<V>[]> {
    const as = this.graph.declare(each.as ?? variableOf(name), name);
    const item = `the item of ${name}`;
    const at = "$states.context.Map.Item";
    const line = this.line(`${name}End`, () => body(exprOf(`${at}.Value`, [item]), exprOf(`${at}.Index`, [item])));
    const node = mapNode(name, as, line, { ...each, item }, this.catchers(name));
    this.graph.enter(node, [node.next]);
    return this.stepOf(as, name);
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

  /** Ends the execution with success and this output; not within a branch or a map's body, which give a value. */
  succeed(name: string, ...output: [Out] extends [undefined] ? [] : [output: Template<Out>]): void {
    if (this.graph.isInner)
      throw this.graph.error("succeed_within", name, "would end only its branch", "return the branch's value instead");
    this.graph.enter({ kind: "succeed", name, output: output[0] }, []);
  }

  /** Ends the execution as failed, or the branch or iteration that it is in. */
  fail(name: string, failure: { error: Template<string>; cause: Template<string> }): void {
    this.graph.enter({ kind: "fail", name, ...failure }, []);
  }

  private run<T>(name: string, task: Task): Step<T> {
    const as = this.graph.declare(task.as ?? variableOf(name), name);
    const next = edge("task", { [as]: exprOf(task.result) });
    this.graph.enter(taskNode(name, task, this.catchers(name), next), [next]);
    return this.stepOf(as, name);
  }

  private tried<T>(name: string, task: Task): Step<Attempt<T>> {
    const as = this.graph.declare(task.as ?? variableOf(name), name);
    const failed = edge("catch", { [as]: { failed: true, output: null, error: caught(name) } });
    const next = edge("task", { [as]: { failed: false, output: exprOf(task.result), error: NO_FAILURE } });
    this.graph.enter(taskNode(name, task, [{ errors: ["States.ALL"], edge: failed }], next), [next, failed]);
    return this.stepOf(as, name);
  }

  private catchers(name: string): Catcher[] {
    return this.graph.catchersFor((frame) => ({ [frame.variable]: caught(name) }));
  }

  /** Writes states of a scope of their own; `end` is the name of the state that gives their value. */
  private line(end: string, write: () => Json): readonly Node[] {
    const outer = this.graph;
    const inner = outer.inner();
    this.graph = inner;
    try {
      const output = write();
      if (inner.nodes.length === 0 || inner.ends.length > 0) inner.enter({ kind: "succeed", name: end, output }, []);
      return inner.nodes;
    } finally {
      this.graph = outer;
    }
  }

  private stepOf<T>(as: string, name: string): Step<T> {
    return this.named(variable<T>(as), name);
  }

  private named<T>(value: Expr<T>, name: string): Step<T> {
    this.stepNames.set(value, name);
    return value as Step<T>;
  }
}

const NO_FAILURE: Failure = { step: "", error: "", cause: "" };

/** The failure that a catcher remembers; some errors have no cause. */
function caught(step: string): Record<keyof Failure, unknown> {
  const cause = "$states.errorOutput.Cause";
  return { step, error: exprOf("$states.errorOutput.Error"), cause: exprOf(`$exists(${cause}) ? ${cause} : ""`) };
}
