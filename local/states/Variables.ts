import type { Bindings } from "./evaluate.ts";
import { jsonSize } from "./jsonSize.ts";
import { TaskError } from "./TaskError.ts";

/** The most bytes of JSON in all variables of an execution at once. Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const TOTAL_LIMIT = 10 * 1024 * 1024;

/**
 * The variables of one scope: an inner one reads those of the outer ones and assigns its own.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export class Variables {
  private readonly outer: Variables | undefined;
  /** Bytes of all scopes of the execution. */
  private readonly total: { bytes: number };
  private readonly own = new Map<string, { value: unknown; bytes: number }>();

  constructor(outer?: Variables) {
    this.outer = outer;
    this.total = outer?.total ?? { bytes: 0 };
  }

  /** What expressions of this scope see. */
  get bindings(): Bindings {
    const own = [...this.own].map(([name, { value }]) => [name, value] as const);
    return { ...this.outer?.bindings, ...Object.fromEntries(own) };
  }

  /** @throws States.DataLimitExceeded where the execution's variables are then larger than Step Functions keeps. */
  assign(values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) {
      const bytes = jsonSize(value);
      this.total.bytes += bytes - (this.own.get(name)?.bytes ?? 0);
      this.own.set(name, { value, bytes });
    }
    if (this.total.bytes <= TOTAL_LIMIT) return;
    const cause = "The variables of the execution have a size exceeding the maximum number of bytes service limit.";
    throw new TaskError("States.DataLimitExceeded", cause);
  }

  /** Forgets the variables of a scope that has ended. */
  release(): void {
    for (const { bytes } of this.own.values()) this.total.bytes -= bytes;
    this.own.clear();
  }
}
