import type { AslAssign, AslValue } from "../../core/flow/Asl.ts";
import { type Bindings, evaluate, QueryError } from "./evaluate.ts";
import type { History } from "./History.ts";
import type { ContextObject, StatesHost } from "./StatesHost.ts";
import { TaskError } from "./TaskError.ts";

/** The most bytes of JSON that a state takes, gives or remembers. */
export const PAYLOAD_LIMIT = 256 * 1024;

/** How a state is left: what it gives, what it assigns, and where to; undefined ends the execution. */
export interface Exit {
  readonly output: unknown;
  readonly assigned: Readonly<Record<string, unknown>>;
  readonly next: string | undefined;
}

/** Values that `$states` has at some moments only. */
export interface Moment {
  readonly result?: unknown;
  readonly errorOutput?: unknown;
}

/** The fields that say how a state, a catcher or a choice's rule is left. */
export interface Leaving {
  readonly Assign?: AslAssign;
  readonly Output?: AslValue;
  readonly Next?: string;
}

/** One visit of a state: its input, and the variables as they were on entering it. */
export class Scope {
  retryCount = 0;

  readonly name: string;
  readonly input: unknown;
  readonly host: StatesHost;
  readonly history: History;
  private readonly execution: ContextObject;
  private readonly variables: Bindings;
  private readonly enteredTime: Date;
  private readonly enteredId: number;

  constructor(
    name: string,
    input: unknown,
    host: StatesHost,
    history: History,
    execution: ContextObject,
    variables: Bindings,
    enteredTime: Date,
    enteredId: number,
  ) {
    this.name = name;
    this.input = input;
    this.host = host;
    this.history = history;
    this.execution = execution;
    this.variables = variables;
    this.enteredTime = enteredTime;
    this.enteredId = enteredId;
  }

  /** The context object as it is now. */
  get context(): ContextObject {
    const State = { Name: this.name, EnteredTime: this.enteredTime.toISOString(), RetryCount: this.retryCount };
    return { ...this.execution, State };
  }

  /** Evaluates a field; a failure is recorded before it is thrown. */
  async evaluate(template: unknown, field: string, moment: Moment = {}): Promise<unknown> {
    const states = { input: this.input, context: this.context, ...moment };
    try {
      return await evaluate(template, field, { ...this.variables, states });
    } catch (error) {
      throw error instanceof QueryError ? await this.recorded(error) : error;
    }
  }

  /** Evaluates a field whose value must pass `check`. */
  async evaluateAs<T>(
    template: unknown,
    field: string,
    expected: string,
    check: (value: unknown) => value is T,
  ): Promise<T> {
    const value = await this.evaluate(template, field);
    if (check(value)) return value;
    const cause = `The value of the field '${field}' has an unexpected type. Expected ${expected}, but was ${JSON.stringify(value)}.`;
    throw await this.recorded(new QueryError(cause, field));
  }

  /** Leaves by these fields; `output` is what the state gives where no Output is named. Assign and Output see the same variables. */
  async leave(fields: Leaving, field: string, output: unknown, moment: Moment = {}): Promise<Exit> {
    const assigned = (await this.evaluate(fields.Assign ?? {}, `${field}Assign`, moment)) as Record<string, unknown>;
    const given = fields.Output === undefined ? output : await this.evaluate(fields.Output, `${field}Output`, moment);
    for (const value of [given, ...Object.values(assigned)]) this.limit(value, "output or variable");
    return { output: given, assigned, next: fields.Next };
  }

  /** @throws States.DataLimitExceeded */
  limit(value: unknown, what: string): void {
    if (Buffer.byteLength(JSON.stringify(value) ?? "") <= PAYLOAD_LIMIT) return;
    const cause = `The state '${this.name}' has a ${what} with a size exceeding the maximum number of bytes service limit.`;
    throw new TaskError("States.DataLimitExceeded", cause);
  }

  private async recorded(failed: QueryError): Promise<QueryError> {
    const where = `An error occurred while executing the state '${this.name}' (entered at the event id #${this.enteredId}).`;
    const error = new QueryError(`${where} ${failed.causeText}`, failed.location);
    await this.history.record("EvaluationFailed", {
      evaluationFailedEventDetails: {
        error: error.error,
        cause: error.causeText,
        location: error.location,
        state: this.name,
      },
    });
    return error;
  }
}
