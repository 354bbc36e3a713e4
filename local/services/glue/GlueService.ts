import { join } from "node:path";
import { z } from "zod";
import type { CatalogSpec } from "../../program/specs/catalogSpecs.ts";
import type { CrawlerSpec } from "../../program/specs/crawlerSpecs.ts";
import type { JobSpec } from "../../program/specs/jobSpecs.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { type JsonInput, type JsonOperations, JsonService } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import type { CatalogScope } from "./CatalogScope.ts";
import { CatalogStore, type GlueObject } from "./CatalogStore.ts";
import { Crawler, type CrawlerOptions } from "./Crawler.ts";
import { crawlerOperations } from "./crawlerOperations.ts";
import { Job } from "./jobs/Job.ts";
import type { JobHost } from "./jobs/JobHost.ts";
import { jobOperations } from "./jobs/jobOperations.ts";
import { keeping } from "./keeping.ts";
import { pageOf } from "./pageOf.ts";
import { partitionOperations } from "./partitionOperations.ts";

const named = z.object({ Name: z.string() });
const inDatabase = z.object({ DatabaseName: z.string() });
const tableNamed = inDatabase.extend({ Name: z.string() });
const tableInput = inDatabase.extend({ TableInput: z.looseObject({ Name: z.string() }) });

/** What the local Glue needs of its host. */
export interface GlueOptions extends Pick<CrawlerOptions, "accountId">, JobHost {
  readonly catalog: readonly CatalogSpec[];
  readonly crawlers: readonly CrawlerSpec[];
  readonly jobs: readonly JobSpec[];
}

/**
 * The Glue Data Catalog: databases, tables and partitions, kept as files. What the program declares is there from the
 * start, and replaces what an earlier host kept of it, but for the changes that it ignores; partitions stay. Crawlers
 * and jobs are those of the program.
 *
 * Source: https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog.html
 */
export class GlueService extends JsonService {
  readonly name = "glue";
  protected readonly version = "1.1";
  readonly #stateDir: string;
  readonly #accountId: string;
  readonly #stores = new Map<string, CatalogStore>();

  readonly #crawlers: Crawler[];
  readonly #jobs: Job[];
  protected readonly operations: JsonOperations;

  constructor(options: GlueOptions) {
    super();
    this.#stateDir = options.stateDir;
    this.#accountId = options.accountId;
    for (const { region, database, table, definition, kept } of options.catalog) {
      const store = this.#store(region);
      if (table === undefined) {
        store.putDatabase(database, { ...definition, ...this.#created() });
      } else {
        const own = keeping(definition, store.findTable(database, table), kept);
        store.putTable(database, table, { ...own, ...this.#created(), DatabaseName: database });
      }
    }
    this.#crawlers = options.crawlers.map((spec) => this.#openCrawler(spec, options));
    this.#jobs = options.jobs.map((spec) => new Job(spec, options));
    this.operations = {
      ...this.#catalogOperations,
      ...partitionOperations((call) => this.#scope(call)),
      ...crawlerOperations(this.#crawlers),
      ...jobOperations(this.#jobs),
    };
  }

  /** Removes what an earlier host that was killed has left. */
  begin(): void {
    for (const job of this.#jobs) job.begin();
  }

  /** Stops the crawls and job runs that are under way. */
  async close(): Promise<void> {
    await Promise.all([...this.#crawlers, ...this.#jobs].map((each) => each.close()));
  }

  #openCrawler(spec: CrawlerSpec, options: GlueOptions): Crawler {
    const { stateDir, accountId, events, clock } = options;
    return new Crawler({
      spec,
      stateDir,
      accountId,
      events,
      clock,
      store: this.#store(spec.region),
      objects: (bucket, prefix) => options.objects(bucket, prefix),
      record: (action, resource) => options.record(spec.roleArn, spec.region, action, resource),
    });
  }

  readonly #catalogOperations: JsonOperations = {
    GetDatabase: (input, call) => {
      const { Name } = readInput(named, input);
      const { store, asks } = this.#scope(call);
      asks("GetDatabase", Name);
      return { Database: store.database(Name) };
    },
    GetDatabases: (input, call) => {
      call.asks("glue:GetDatabases", "*");
      const { items, NextToken } = pageOf(this.#scope(call).store.databases(), input);
      return { DatabaseList: items, NextToken };
    },
    GetTable: (input, call) => {
      const { DatabaseName, Name } = readInput(tableNamed, input);
      const { store, asks } = this.#scope(call);
      asks("GetTable", DatabaseName, Name);
      return { Table: store.table(DatabaseName, Name) };
    },
    GetTables: (input, call) => {
      const { DatabaseName } = readInput(inDatabase, input);
      const { store, asks } = this.#scope(call);
      asks("GetTables", DatabaseName);
      const { items, NextToken } = pageOf(store.tables(DatabaseName), input);
      return { TableList: items, NextToken };
    },
    CreateTable: (input, call) => {
      const { store, database, table } = this.#tableInput(input, call, "CreateTable");
      if (store.findTable(database, table.Name) !== undefined) {
        throw new AwsError("AlreadyExistsException", "Table already exists.");
      }
      store.putTable(database, table.Name, { ...table, ...this.#created(), DatabaseName: database });
    },
    UpdateTable: (input, call) => {
      const { store, database, table } = this.#tableInput(input, call, "UpdateTable");
      const { CreateTime, VersionId } = store.table(database, table.Name);
      requireVersion(input.VersionId, VersionId);
      store.putTable(database, table.Name, { ...table, ...this.#created(), CreateTime, DatabaseName: database });
    },
  };

  #tableInput(
    input: JsonInput,
    call: Call,
    action: string,
  ): { store: CatalogStore; database: string; table: GlueObject & { Name: string } } {
    const { DatabaseName, TableInput } = readInput(tableInput, input);
    const { store, asks } = this.#scope(call);
    const Name = TableInput.Name.toLowerCase();
    asks(action, DatabaseName, Name);
    return { store, database: DatabaseName.toLowerCase(), table: { ...TableInput, Name } };
  }

  #scope(call: Call): CatalogScope {
    const asks = (action: string, database: string, table?: string) => {
      const resource = table === undefined ? `database/${database}` : `table/${database}/${table}`;
      call.asks(`glue:${action}`, `arn:aws:glue:${call.region}:${this.#accountId}:${resource.toLowerCase()}`);
    };
    return { store: this.#store(call.region), asks };
  }

  #store(region: string): CatalogStore {
    const known = this.#stores.get(region) ?? new CatalogStore(join(this.#stateDir, region, "glue"));
    this.#stores.set(region, known);
    return known;
  }

  #created(): GlueObject {
    const now = Date.now() / 1000;
    return { CatalogId: this.#accountId, CreateTime: now, UpdateTime: now };
  }
}

/** Whoever names no version overwrites whatever is there. */
function requireVersion(asked: unknown, found: unknown): void {
  if (asked === undefined || asked === found) return;
  throw new AwsError("ConcurrentModificationException", "Update table failed due to concurrent modifications.");
}
