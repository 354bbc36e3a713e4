import { SluiceError } from "../errors.ts";
import type { Catcher, Edge, Node } from "./Node.ts";

/** Where errors of the tasks within a rescue go. */
export interface Frame {
  readonly variable: string;
  readonly errors: readonly string[];
  readonly edges: Edge[];
}

/** What all scopes of a flow share: names of states, and the owner of each variable. */
interface Names {
  readonly states: Set<string>;
  readonly variables: Map<string, string>;
}

/** The states of one scope of a flow as they are written, and the ends that the next state will be joined to. */
export class Graph {
  readonly flow: string;
  readonly nodes: Node[] = [];
  private open: Edge[] = [];
  private readonly frames: Frame[] = [];
  private readonly names: Names;
  /** Whether it is of a branch, or of a map's body. */
  readonly isInner: boolean;

  constructor(flow: string, outer?: Names) {
    this.flow = flow;
    this.names = outer ?? { states: new Set(), variables: new Map() };
    this.isInner = outer !== undefined;
  }

  /** A scope within this one. */
  inner(): Graph {
    return new Graph(this.flow, this.names);
  }

  /** Adds a state, joins the open ends to it, and leaves `ends` open. */
  enter(node: Node, ends: readonly Edge[]): void {
    if (this.names.states.has(node.name))
      throw this.error("duplicate_state", node.name, "is the name of two states", "give one another name");
    if (this.nodes.length > 0 && this.open.length === 0) {
      throw this.error(
        "unreachable_state",
        node.name,
        "is reached from no state",
        "remove it, or move it before the state that ends the flow",
      );
    }
    for (const edge of this.open) edge.to = node.name;
    this.names.states.add(node.name);
    this.nodes.push(node);
    this.open = [...ends];
  }

  /** Runs `write` with `start` as the open ends, and gives the ends that it leaves. */
  branch(start: readonly Edge[], write: () => void): Edge[] {
    const before = this.open;
    this.open = [...start];
    write();
    const ends = this.open;
    this.open = before;
    return ends;
  }

  /** Lets the next state follow these ends. */
  continueFrom(ends: readonly Edge[]): void {
    this.open = [...ends];
  }

  get ends(): readonly Edge[] {
    return this.open;
  }

  get frame(): Frame | undefined {
    return this.frames.at(-1);
  }

  /** Runs `write` with errors of its tasks going to `frame`. */
  within(frame: Frame, write: () => void): void {
    this.frames.push(frame);
    write();
    this.frames.pop();
  }

  /** The catchers of a task written here: the innermost rescue first, none after one that takes every error. */
  catchersFor(caught: (frame: Frame) => Record<string, unknown>): Catcher[] {
    const catchers: Catcher[] = [];
    for (const frame of this.frames.toReversed()) {
      const edge: Edge = { to: undefined, assign: caught(frame), from: "catch" };
      frame.edges.push(edge);
      catchers.push({ errors: frame.errors, edge });
      if (frame.errors.includes("States.ALL")) break;
    }
    return catchers;
  }

  /** Takes a variable name for a state or a rescue. */
  declare(variable: string, owner: string): string {
    const taken = this.names.variables.get(variable);
    if (variable === "states")
      throw this.error(
        "reserved_variable",
        owner,
        "would assign the reserved variable $states",
        "name the variable with `as`",
      );
    if (!/^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(variable))
      throw this.error(
        "variable_name",
        owner,
        `cannot keep its result in a variable "${variable}"`,
        "name the variable with `as`",
      );
    if (taken !== undefined)
      throw this.error(
        "variable_taken",
        owner,
        `would assign $${variable}, which is of "${taken}"`,
        "name the variable with `as`",
      );
    this.names.variables.set(variable, owner);
    return variable;
  }

  error(code: string, state: string, what: string, mend: string): SluiceError {
    return new SluiceError(`flow.${code}`, `state "${state}" ${what}`, { where: this.flow, mend });
  }
}
