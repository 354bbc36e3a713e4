import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "../../../core/messageOf.ts";
import { openDatabase } from "../../../jobs/duckdb/openDatabase.ts";
import type { CrawlerSpec } from "../../program/specs/crawlerSpecs.ts";
import type { Clock } from "../../states/Clock.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { EventHub } from "../kernel/EventHub.ts";
import { safeName } from "../kernel/safeName.ts";
import type { ObjectFile } from "../s3/ObjectFile.ts";
import type { CatalogStore } from "./CatalogStore.ts";
import { CrawlHistory, type EndedCrawl } from "./CrawlHistory.ts";
import { noCounts } from "./crawl/CrawlCounts.ts";
import type { CrawlScope } from "./crawl/CrawlScope.ts";
import { runCrawl } from "./crawl/runCrawl.ts";

/** What a crawler needs of its host. */
export interface CrawlerOptions {
  readonly spec: CrawlerSpec;
  readonly stateDir: string;
  readonly accountId: string;
  readonly store: CatalogStore;
  readonly events: EventHub;
  /** What the time between a crawl's end and READY goes by. */
  readonly clock: Clock;
  /** Current objects of a bucket. @throws AwsError NoSuchBucket */
  objects(bucket: string, prefix: string): readonly ObjectFile[];
  /** Notes a call that is made in the name of the crawler's role. */
  record(action: string, resource: string): void;
}

export type CrawlerState = "READY" | "RUNNING" | "STOPPING";

/** The group that all crawlers log to, as Glue names it. */
export const crawlerLogGroup = "/aws-glue/crawlers";

/** Milliseconds between a crawl's end and READY, so that whoever polls meets STOPPING, as on AWS. */
const stoppingTime = 50;
/** Bytes: a crawl reads schemas, not data. */
const memoryLimit = 512 * 2 ** 20;

/**
 * A crawler: READY, RUNNING, STOPPING, READY. A crawl runs beside the calls, one at a time.
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-crawler-crawling.html
 */
export class Crawler {
  readonly spec: CrawlerSpec;
  readonly created = Date.now() / 1000;
  readonly history: CrawlHistory;
  readonly #options: CrawlerOptions;
  readonly #logFile: string;
  readonly #closing = new AbortController();
  #state: CrawlerState = "READY";
  #running: { id: string; start: number; stop: AbortController; ended: Promise<void> } | undefined;

  constructor(options: CrawlerOptions) {
    const { spec, stateDir } = options;
    this.spec = spec;
    this.#options = options;
    this.history = new CrawlHistory(join(stateDir, spec.region, "crawlers", `${safeName(spec.name)}.jsonl`));
    this.#logFile = join(stateDir, spec.region, "logs", `${safeName(`crawler-${spec.name}`)}.log`);
    mkdirSync(dirname(this.#logFile), { recursive: true });
  }

  get state(): CrawlerState {
    return this.#state;
  }

  /** The crawl that is under way; its start is in seconds since 1970. */
  get running(): { readonly id: string; readonly start: number } | undefined {
    return this.#running;
  }

  /** @throws AwsError CrawlerRunningException */
  start(): void {
    if (this.#state !== "READY") {
      throw new AwsError("CrawlerRunningException", `Crawler with name ${this.spec.name} has already started`);
    }
    const started = { id: randomUUID(), start: Date.now() / 1000, stop: new AbortController() };
    this.#state = "RUNNING";
    this.#running = { ...started, ended: this.#crawl(started.id, started.start, started.stop.signal) };
  }

  /** @throws AwsError CrawlerNotRunningException, CrawlerStoppingException */
  stop(): void {
    if (this.#state !== "RUNNING") {
      const [code, is] =
        this.#state === "READY"
          ? ["CrawlerNotRunningException", "not running"]
          : ["CrawlerStoppingException", "stopping"];
      throw new AwsError(code ?? "", `Crawler with name ${this.spec.name} is ${is}`);
    }
    this.#state = "STOPPING";
    this.#running?.stop.abort();
  }

  /** Stops what is under way, and waits for its end. */
  async close(): Promise<void> {
    this.#running?.stop.abort();
    this.#closing.abort();
    await this.#running?.ended;
  }

  async #crawl(id: string, start: number, signal: AbortSignal): Promise<void> {
    const { spec, events, clock } = this.#options;
    const counts = noCounts();
    events.emit({ kind: "crawl.started", region: spec.region, crawler: spec.name, crawl: id });
    const outcome = await this.#run(id, counts, signal);
    this.#state = "STOPPING";
    await clock.sleep(stoppingTime, this.#closing.signal).catch(() => undefined);
    this.history.add({ id, ...outcome, start, end: Date.now() / 1000, counts });
    this.#log(id, "BENCHMARK", "Crawler has finished running and is in state READY");
    this.#state = "READY";
    this.#running = undefined;
    const { status, errorMessage: error } = outcome;
    events.emit({ kind: "crawl.ended", region: spec.region, crawler: spec.name, crawl: id, status, error, counts });
  }

  async #run(
    id: string,
    counts: CrawlScope["counts"],
    signal: AbortSignal,
  ): Promise<Pick<EndedCrawl, "status" | "errorMessage">> {
    try {
      await using database = await openDatabase({ memoryLimit });
      await runCrawl(this.#scope(id, counts, signal, database));
      return { status: "SUCCEEDED", errorMessage: undefined };
    } catch (error) {
      if (signal.aborted) return { status: "CANCELLED", errorMessage: undefined };
      const errorMessage = messageOf(error);
      this.#log(id, "ERROR", errorMessage);
      return { status: "FAILED", errorMessage };
    }
  }

  #scope(id: string, counts: CrawlScope["counts"], signal: AbortSignal, database: CrawlScope["database"]): CrawlScope {
    const { spec, accountId, store, objects, record } = this.#options;
    const asks = (action: string, inDatabase: string, table?: string) => {
      const resource = table === undefined ? `database/${inDatabase}` : `table/${inDatabase}/${table}`;
      record(`glue:${action}`, `arn:aws:glue:${spec.region}:${accountId}:${resource}`);
    };
    return {
      spec,
      id,
      accountId,
      database,
      counts,
      catalog: { store, asks },
      objects: (bucket, prefix) => {
        record("s3:ListBucket", `arn:aws:s3:::${bucket}`);
        return objects(bucket, prefix);
      },
      reads: (bucket, key) => record("s3:GetObject", `arn:aws:s3:::${bucket}/${key}`),
      log: (level, what) => this.#log(id, level, what),
      checkStopped: () => signal.throwIfAborted(),
    };
  }

  #log(id: string, level: string, what: string): void {
    appendFileSync(this.#logFile, `${new Date().toISOString()} [${id}] ${level} : ${what}\n`);
  }
}
