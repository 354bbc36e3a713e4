import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { AthenaSpec } from "../../program/specs/athenaSpecs.ts";
import { CatalogStore } from "../glue/CatalogStore.ts";
import { openConfined } from "../lake/openConfined.ts";
import { CallerLake, type CallerLakeOptions } from "./CallerLake.ts";
import { QueryQueue, type QueueLimits } from "./QueryQueue.ts";
import { QueryRun } from "./QueryRun.ts";
import { QueryStore } from "./QueryStore.ts";
import type { StoredQuery } from "./StoredQuery.ts";
import { trinoMacros } from "./trinoFunctions.ts";

/** What the Athena of a region needs of its host. */
export interface AthenaRegionOptions extends Pick<CallerLakeOptions, "region" | "accountId" | "endpoint"> {
  readonly stateDir: string;
  /** Notes a call that is made in the name of a caller. */
  record(caller: string, action: string, resource: string): void;
  /** @default as many slots as processors, four at most; AWS's quota of the region */
  readonly limits?: Partial<QueueLimits> | undefined;
}

/** The Athena of one region: what it remembers, what runs, and the DuckDB that runs it. */
export class AthenaRegion {
  readonly region: string;
  readonly s3Folder: string;
  readonly store: QueryStore;
  readonly queue: QueryQueue;
  readonly #options: AthenaRegionOptions;
  readonly #folder: string;
  readonly #runs = new Map<string, QueryRun>();
  #instance: Promise<DuckDBInstance> | undefined;

  constructor(options: AthenaRegionOptions) {
    const { region, stateDir } = options;
    this.region = region;
    this.#options = options;
    this.#folder = join(stateDir, region, "athena");
    this.s3Folder = join(stateDir, region, "s3");
    mkdirSync(this.s3Folder, { recursive: true });
    rmSync(join(this.#folder, "work"), { recursive: true, force: true });
    this.store = new QueryStore(join(this.#folder, "queries"));
    const slots = Math.min(4, availableParallelism());
    this.queue = new QueryQueue({ slots, quota: region === "us-east-1" ? 200 : 150, ...options.limits });
  }

  /** Takes a query on. @param accessKeyId its caller's */
  start(query: StoredQuery, accessKeyId: string, { bytesScannedCutoff: cutoff }: AthenaSpec): void {
    this.store.put(query);
    const run = new QueryRun(query, {
      store: this.store,
      lake: this.#lake(query.caller, accessKeyId),
      folder: join(this.#folder, "work", query.id),
      cutoff,
      connect: () => this.#connect(),
    });
    this.#runs.set(query.id, run);
    void run.ended.finally(() => this.#runs.delete(query.id));
    this.queue.add(run.run);
  }

  /** Ends a query as CANCELLED, unless it is quicker. */
  async stop(id: string): Promise<void> {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.queue.remove(run.run);
    await run.cancel();
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map((id) => this.stop(id)));
    const instance = await this.#instance;
    instance?.closeSync();
  }

  #lake(caller: string, accessKeyId: string): CallerLake {
    const { region, accountId, endpoint, stateDir, record } = this.#options;
    return new CallerLake({
      region,
      accountId,
      endpoint,
      accessKeyId,
      catalog: new CatalogStore(join(stateDir, region, "glue")),
      s3Folder: this.s3Folder,
      record: (action, resource) => record(caller, action, resource),
    });
  }

  async #connect(): Promise<DuckDBConnection> {
    const work = join(this.#folder, "work");
    this.#instance ??= openConfined({
      path: ":memory:",
      spill: join(this.#folder, "spill"),
      folders: [this.s3Folder, work],
      setup: trinoMacros.map((macro) => `CREATE MACRO ${macro}`),
    });
    return await (await this.#instance).connect();
  }
}
