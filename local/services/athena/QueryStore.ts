import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../kernel/writeWhole.ts";
import { errorCategory, errorType } from "./QueryError.ts";
import { isUnderWay, type StoredQuery } from "./StoredQuery.ts";

/** Milliseconds that a query is remembered, as on AWS. */
const kept = 45 * 24 * 3_600_000;

/** The queries of a region, a JSON file each. One that a stopped host left under way has failed. */
export class QueryStore {
  readonly #folder: string;
  readonly #queries = new Map<string, StoredQuery>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) this.#load(join(folder, name));
  }

  /** Newest first. */
  all(): StoredQuery[] {
    return [...this.#queries.values()].sort((a, b) => b.submittedAt - a.submittedAt);
  }

  find(id: string): StoredQuery | undefined {
    return this.#queries.get(id);
  }

  put(query: StoredQuery): void {
    this.#queries.set(query.id, query);
    writeWhole(join(this.#folder, `${query.id}.json`), `${JSON.stringify(query, undefined, 2)}\n`);
  }

  #load(file: string): void {
    const query = JSON.parse(readFileSync(file, "utf8")) as StoredQuery;
    if (Date.now() - query.submittedAt > kept) {
      rmSync(file, { force: true });
      return;
    }
    this.#queries.set(query.id, query);
    if (isUnderWay(query)) this.put(Object.assign(query, { state: "FAILED", ...stopped(), endedAt: Date.now() }));
  }
}

function stopped(): Pick<StoredQuery, "reason" | "error"> & { reason: string } {
  const reason = "GENERIC_INTERNAL_ERROR: the local host stopped while the query ran";
  return { reason, error: { category: errorCategory.system, type: errorType.internal, message: reason } };
}
