import type { AslAssign, AslValue } from "../../core/flow/Asl.ts";
import { type Bindings, codeIn, evaluate, QueryError } from "./evaluate.ts";
import type { Frame } from "./Frame.ts";
import { jsonSize } from "./jsonSize.ts";
import type { ContextObject } from "./StatesHost.ts";
import { TaskError } from "./TaskError.ts";

/** The most bytes of JSON that a state takes or gives, and of all that it remembers by one Assign. */
const PAYLOAD_LIMIT = 256 * 1024;

/** How a state is left: what it gives, what it assigns, and where to; undefined ends the line of states. */
export interface Exit {
  readonly output: unknown;
  readonly assigned: Readonly<Record<string, unknown>>;
  readonly next: string | undefined;
}

/** Values that `$states` has at some moments only. */
export interface Moment {
  readonly result?: unknown;
  readonly errorOutput?: unknown;
  readonly context?: ContextObject;
}

/** The fields that say how a state, a catcher or a choice's rule is left. */
export interface Leaving {
  readonly Assign?: AslAssign;
  readonly Output?: AslValue;
  readonly Next?: string;
}

/** A visit of a state as it begins. */
interface Visit {
  readonly name: string;
  readonly input: unknown;
  readonly frame: Frame;
  readonly enteredTime: Date;
  readonly enteredId: number;
}

/** One visit of a state: its input, and the variables as they were on entering it. */
export class Scope {
  retryCount = 0;

  readonly name: string;
  readonly input: unknown;
  readonly frame: Frame;
  private readonly variables: Bindings;
  private readonly visit: Visit;

  constructor(visit: Visit) {
    this.visit = visit;
    this.name = visit.name;
    this.input = visit.input;
    this.frame = visit.frame;
    this.variables = visit.frame.variables.bindings;
  }

  /** The context object as it is now. */
  get context(): ContextObject {
    const EnteredTime = this.visit.enteredTime.toISOString();
    return { ...this.frame.context, State: { Name: this.name, EnteredTime, RetryCount: this.retryCount } };
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
    const code = typeof template === "string" ? codeIn(template) : undefined;
    return this.check(await this.evaluate(template, field), field, expected, check, code);
  }

  /** The value of a field, which must pass `check`. */
  async check<T>(
    value: unknown,
    field: string,
    expected: string,
    check: (value: unknown) => value is T,
    code?: string,
  ): Promise<T> {
    if (check(value)) return value;
    const said = code === undefined ? "The value" : `The JSONata expression '${code}'`;
    const was = `Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`;
    const cause = `${said} specified for the field '${field}' returned an unexpected result type. ${was}`;
    throw await this.recorded(new QueryError(cause, field));
  }

  /** Leaves by these fields; `output` is what the state gives where no Output is named. Assign and Output see the same variables. */
  async leave(fields: Leaving, field: string, output: unknown, moment: Moment = {}): Promise<Exit> {
    const assigned = (await this.evaluate(fields.Assign ?? {}, `${field}Assign`, moment)) as Record<string, unknown>;
    const given = fields.Output === undefined ? output : await this.evaluate(fields.Output, `${field}Output`, moment);
    this.limit(given, "output");
    const bytes = Object.values(assigned).reduce<number>((sum, value) => sum + jsonSize(value), 0);
    if (bytes > PAYLOAD_LIMIT) throw this.exceeded("set of assigned variables");
    return { output: given, assigned, next: fields.Next };
  }

  /** @throws States.DataLimitExceeded */
  limit(value: unknown, what: string): void {
    if (jsonSize(value) > PAYLOAD_LIMIT) throw this.exceeded(what);
  }

  /** A failure of the state itself, said as Step Functions says where it happened. */
  failure(error: string, cause: string): TaskError {
    return new TaskError(error, `${this.where} ${cause}`);
  }

  private exceeded(what: string): TaskError {
    const cause = `The state '${this.name}' has a ${what} with a size exceeding the maximum number of bytes service limit.`;
    return new TaskError("States.DataLimitExceeded", cause);
  }

  private get where(): string {
    return `An error occurred while executing the state '${this.name}' (entered at the event id #${this.visit.enteredId}).`;
  }

  private async recorded(failed: QueryError): Promise<QueryError> {
    const error = new QueryError(`${this.where} ${failed.causeText}`, failed.location);
    await this.frame.chain.record("EvaluationFailed", {
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

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
