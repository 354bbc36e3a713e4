import { messageOf } from "../../../core/messageOf.ts";
import type { ParameterValues, ResultSink } from "./execution.ts";
import type { Principal } from "./Rights.ts";
import type { Part, StatementStore, Status, StoredStatement } from "./StatementStore.ts";
import type { Warehouse } from "./Warehouse.ts";

/** Bytes of a result, as on AWS. */
const largestResult = 500 * 1024 * 1024;

/** A statement that is under way. */
export class StatementRun {
  readonly #statement: StoredStatement;
  readonly #store: StatementStore;
  readonly #abort = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(statement: StoredStatement, store: StatementStore) {
    this.#statement = statement;
    this.#store = store;
  }

  /** Runs it to its end, good or bad. */
  async run(warehouse: Warehouse, principal: Principal): Promise<void> {
    this.#ended = this.#run(warehouse, principal);
    await this.#ended;
  }

  /** Ends it as ABORTED, unless it is quicker. */
  async cancel(): Promise<void> {
    this.#abort.abort();
    await this.#ended;
  }

  async #run(warehouse: Warehouse, principal: Principal): Promise<void> {
    const { parts, parameters } = this.#statement;
    const values: ParameterValues = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
    let current = 0;
    try {
      await warehouse.run({
        principal,
        sqls: parts.map(({ sql }) => sql),
        parameters: values,
        signal: this.#abort.signal,
        started: (index) => {
          current = index;
          this.#note(index, "STARTED", { startedAt: Date.now() });
        },
        ended: (index, rows) => this.#note(index, "FINISHED", { rows }),
        sink: (index) => this.#sink(index),
      });
      this.#end("FINISHED");
    } catch (error) {
      const what = messageOf(error);
      this.#note(current, this.#abort.signal.aborted ? "ABORTED" : "FAILED", { error: `ERROR: ${what}` });
      this.#end(this.#abort.signal.aborted ? "ABORTED" : "FAILED");
    }
  }

  #sink(index: number): ResultSink {
    const { id } = this.#statement;
    return {
      columns: (columns) => Object.assign(this.#part(index) ?? {}, { columns }),
      rows: async (rows) => {
        this.#abort.signal.throwIfAborted();
        this.#store.addRows(id, index, rows);
        if (this.#store.size(id, index) > largestResult) {
          throw new Error("the result is larger than 500 MB");
        }
      },
    };
  }

  #note(index: number, status: Status, more: Partial<Part>): void {
    const part = this.#part(index);
    if (part !== undefined) {
      const now = Date.now();
      const duration = (now - (part.startedAt ?? now)) * 1_000_000;
      Object.assign(part, { status, updatedAt: now, duration, ...more });
      Object.assign(this.#statement, { status: "STARTED" });
      this.#store.put(this.#statement);
    }
  }

  #end(status: Status): void {
    this.#store.put(Object.assign(this.#statement, { status }));
  }

  #part(index: number): Part | undefined {
    return this.#statement.parts[index];
  }
}
