import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { interruptOn } from "../lake/interruptOn.ts";
import type { CallerLake } from "./CallerLake.ts";
import { parseQuery } from "./parseQuery.ts";
import { errorType } from "./QueryError.ts";
import { QuerySession } from "./QuerySession.ts";
import type { QueryStore } from "./QueryStore.ts";
import type { Outcome, QueryWork } from "./QueryWork.ts";
import { queryFailure } from "./queryFailure.ts";
import { runInsert } from "./runInsert.ts";
import { runSelect } from "./runSelect.ts";
import type { StoredQuery } from "./StoredQuery.ts";

interface RunOptions {
  readonly store: QueryStore;
  readonly lake: CallerLake;
  /** A folder of its own, which goes with it. */
  readonly folder: string;
  /** Bytes that it may read. */
  readonly cutoff: number | undefined;
  connect(): Promise<DuckDBConnection>;
}

/** A query that is under way. */
export class QueryRun {
  readonly ended: Promise<void>;
  readonly #query: StoredQuery;
  readonly #options: RunOptions;
  readonly #stop = new AbortController();
  #end: () => void = () => undefined;
  #begun = false;

  constructor(query: StoredQuery, options: RunOptions) {
    this.#query = query;
    this.#options = options;
    this.ended = new Promise((end) => {
      this.#end = end;
    });
  }

  /** Runs it to its end, good or bad. */
  readonly run = async (): Promise<void> => {
    this.#begun = true;
    this.#note({ state: "RUNNING", startedAt: Date.now() });
    try {
      const outcome = await this.#work();
      this.#note({ ...outcome, state: "SUCCEEDED", endedAt: Date.now() });
    } catch (error) {
      this.#fail(error);
    } finally {
      rmSync(this.#options.folder, { recursive: true, force: true });
      this.#options.lake.close();
      this.#end();
    }
  };

  /** Ends it as CANCELLED, unless it is quicker. */
  async cancel(reason = "Query cancelled by user"): Promise<void> {
    this.#stop.abort(new Error(reason));
    if (!this.#begun) {
      this.#fail(undefined);
      this.#options.lake.close();
      this.#end();
    }
    await this.ended;
  }

  async #work(): Promise<Outcome> {
    const { folder, lake } = this.#options;
    const { sql, parameters, database } = this.#query;
    mkdirSync(folder, { recursive: true });
    const connection = await this.#options.connect();
    try {
      using _ = interruptOn(this.#stop.signal, connection);
      this.#stop.signal.throwIfAborted();
      const query = parseQuery(sql, parameters);
      const session = new QuerySession(connection, lake, database);
      const work = this.#handed();
      return query.kind === "insert"
        ? await runInsert(query, session, work)
        : await runSelect(query.tree, session, work);
    } finally {
      connection.closeSync();
    }
  }

  #handed(): QueryWork {
    const { folder, cutoff } = this.#options;
    return {
      outputLocation: this.#query.outputLocation,
      file: join(folder, "rows.csv"),
      folder: join(folder, "written"),
      signal: this.#stop.signal,
      scanned: (bytes) => {
        this.#note({ scanned: bytes });
        if (cutoff !== undefined && bytes > cutoff) {
          this.#stop.abort(new Error("Bytes scanned limit was exceeded"));
          this.#stop.signal.throwIfAborted();
        }
      },
    };
  }

  #fail(error: unknown): void {
    const { aborted, reason } = this.#stop.signal;
    const isStopped = aborted && reason instanceof Error;
    const failure = queryFailure(error);
    const message = isStopped ? reason.message : failure.message;
    const { category, type } = isStopped ? { category: 2, type: errorType.cancelled } : failure;
    const state = isStopped ? "CANCELLED" : "FAILED";
    this.#note({ state, reason: message, error: { category, type, message }, endedAt: Date.now() });
  }

  #note(change: Partial<StoredQuery>): void {
    Object.assign(this.#query, change);
    this.#options.store.put(this.#query);
  }
}
