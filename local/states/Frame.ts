import type { AslState, AslStates } from "../../core/flow/Asl.ts";
import { Chain } from "./Chain.ts";
import type { History } from "./History.ts";
import type { ContextObject, StatesHost } from "./StatesHost.ts";
import { Variables } from "./Variables.ts";

/** Runs states from the first on; gives the output of the last. @throws TaskError */
export type RunStates = (states: AslStates, input: unknown, frame: Frame) => Promise<unknown>;

/** Which item of which Map an iteration is of. */
export interface Iteration {
  readonly name: string;
  readonly index: number;
}

interface Line {
  readonly context: ContextObject;
  readonly signal: AbortSignal;
  readonly iteration?: Iteration;
  readonly last?: number;
}

/** What the states of one line share: of the execution, of a branch of a Parallel, or of an iteration of a Map. */
export class Frame {
  /** Type of the state that is being visited. */
  visiting: AslState["Type"] | undefined;
  /** The lines that the state which is being visited runs. */
  readonly inner = new Set<Frame>();
  readonly host: StatesHost;
  readonly chain: Chain;
  readonly variables: Variables;
  /** Without State. */
  readonly context: ContextObject;
  /** Aborted when the line is cut. */
  readonly signal: AbortSignal;
  readonly iteration: Iteration | undefined;
  readonly run: RunStates;

  constructor(host: StatesHost, history: History, run: RunStates, line: Line, outer?: Variables) {
    this.host = host;
    this.run = run;
    this.context = line.context;
    this.signal = line.signal;
    this.iteration = line.iteration;
    this.chain = new Chain(history, line.signal, line.last);
    this.variables = new Variables(outer);
  }

  /** A line within the state that is being visited. */
  fork(line: Line): Frame {
    const frame = new Frame(this.host, this.chain.history, this.run, line, this.variables);
    this.inner.add(frame);
    return frame;
  }
}
