import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { sha256 } from "../../../core/sha256.ts";
import type { CatalogStore } from "../glue/CatalogStore.ts";
import { interruptOn } from "../lake/interruptOn.ts";
import { openConfined } from "../lake/openConfined.ts";
import { adminUser, Dictionary } from "./Dictionary.ts";
import type { ParameterValues, ResultSink } from "./execution.ts";
import { parseStatement } from "./parseStatement.ts";
import { type Principal, Rights } from "./Rights.ts";
import { runStatement } from "./runStatement.ts";
import { Session } from "./Session.ts";
import type { Statement } from "./Statement.ts";
import { sqlFailure } from "./sqlFailure.ts";

/** One workgroup's warehouse. */
export interface WarehouseOptions {
  readonly region: string;
  readonly database: string;
  /** Where its rows and its dictionary are kept. */
  readonly folder: string;
  /** The region's buckets, as folders: all that its statements may read of the machine. */
  readonly s3Folder: string;
  /** The region's Glue catalog. */
  readonly catalog: CatalogStore;
}

/** Statements that take effect together or not at all. */
export interface Work {
  readonly principal: Principal;
  readonly sqls: readonly string[];
  readonly parameters: ParameterValues;
  /** Stops the work. */
  readonly signal?: AbortSignal;
  /** Called as the work goes from one statement to the next. */
  started?(index: number): void;
  ended?(index: number, rows: number): void;
  /** Called when all has taken effect, before the dictionary is kept. */
  done?(dictionary: Dictionary): void;
  sink(index: number): ResultSink;
}

/**
 * A database of DuckDB that runs Redshift's SQL over the lake. Queries run side by side, what changes something one
 * after the other.
 */
export class Warehouse {
  readonly dictionary: Dictionary;
  readonly #options: WarehouseOptions;
  readonly #instance: DuckDBInstance;
  #writing: Promise<void> = Promise.resolve();

  private constructor(options: WarehouseOptions, instance: DuckDBInstance) {
    this.#options = options;
    this.#instance = instance;
    this.dictionary = new Dictionary(join(options.folder, "dictionary.json"));
  }

  static async open(options: WarehouseOptions): Promise<Warehouse> {
    const { folder } = options;
    mkdirSync(folder, { recursive: true });
    const instance = await openConfined({
      path: join(folder, "rows.duckdb"),
      spill: join(folder, "spill"),
      folders: [options.s3Folder],
      settings: { default_null_order: "nulls_last_on_asc_first_on_desc" },
      setup: ['CREATE SCHEMA IF NOT EXISTS "public"'],
    });
    const warehouse = new Warehouse(options, instance);
    await warehouse.#reconcile();
    return warehouse;
  }

  get database(): string {
    return this.#options.database;
  }

  /** Runs statements in order. @throws SqlError in the words of Redshift where it knows them */
  async run(work: Work): Promise<void> {
    try {
      const statements = work.sqls.map(parseStatement);
      if (statements.every(({ kind }) => kind === "query")) {
        await this.#runAll(statements, work);
        work.done?.(this.dictionary);
      } else {
        await this.#inTurn(() => this.#changeAll(statements, work));
      }
    } catch (error) {
      throw sqlFailure(error);
    }
  }

  /** Runs a statement of the setup as the administrator, unless this very text ran under the name before. */
  async setUp(name: string, sql: string): Promise<void> {
    const digest = sha256(sql);
    if (this.dictionary.setupDone(name) !== digest) {
      const principal = { user: adminUser, isAdmin: true, roles: [] };
      const nothing = { columns: () => undefined, rows: async () => undefined };
      const done = () => this.dictionary.noteSetup(name, digest);
      await this.run({ principal, sqls: [sql], parameters: {}, done, sink: () => nothing });
    }
  }

  /** Ends when the work under way that changes something has ended. */
  async close(): Promise<void> {
    await this.#writing;
    this.#instance.closeSync();
    rmSync(join(this.#options.folder, "spill"), { recursive: true, force: true });
  }

  async #runAll(statements: readonly Statement[], work: Work, hooks: Hooks = {}): Promise<void> {
    const connection = await this.#connect();
    try {
      await hooks.before?.(connection);
      await this.#runEach(statements, work, connection);
      await hooks.after?.(connection);
    } catch (error) {
      await hooks.failed?.(connection);
      throw error;
    } finally {
      connection.closeSync();
    }
  }

  /** What comes after, COMMIT or ROLLBACK, is no longer interrupted. */
  async #runEach(statements: readonly Statement[], work: Work, connection: DuckDBConnection): Promise<void> {
    using _ = interruptOn(work.signal, connection);
    const session = this.#session(connection, work.principal);
    for (const [index, statement] of statements.entries()) {
      work.signal?.throwIfAborted();
      work.started?.(index);
      const rows = await runStatement(statement, session, work.parameters, work.sink(index));
      work.ended?.(index, rows);
    }
  }

  async #changeAll(statements: readonly Statement[], work: Work): Promise<void> {
    await this.#runAll(statements, work, {
      before: async (connection) => {
        await connection.run("BEGIN");
      },
      after: async (connection) => {
        await connection.run("COMMIT");
        work.done?.(this.dictionary);
        this.dictionary.save();
      },
      failed: async (connection) => {
        this.dictionary.revert();
        await connection.run("ROLLBACK").catch(() => undefined);
      },
    });
  }

  #session(connection: DuckDBConnection, principal: Principal): Session {
    const { database, region, catalog, s3Folder } = this.#options;
    const rights = new Rights(this.dictionary, principal);
    return new Session({ connection, dictionary: this.dictionary, rights, database, region, catalog, s3Folder });
  }

  async #connect(): Promise<DuckDBConnection> {
    return await this.#instance.connect();
  }

  async #inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.#writing.then(run);
    this.#writing = turn.catch(() => undefined);
    await turn;
  }

  /** Undoes what a host that died between the two had told DuckDB, and not yet the dictionary. */
  async #reconcile(): Promise<void> {
    const connection = await this.#connect();
    const tables = await connection.runAndReadAll(
      "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT temporary",
    );
    const found = tables.getRows().map(([schema, name]) => ({ schema: String(schema), name: String(name) }));
    for (const { schema, name } of found.filter((table) => this.dictionary.relation(table) === undefined)) {
      await connection.run(`DROP TABLE ${sqlIdentifier(schema)}.${sqlIdentifier(name)}`);
    }
    const isThere = (schema: string, name: string) =>
      found.some((table) => table.schema === schema && table.name === name);
    for (const schema of this.dictionary.schemas()) {
      for (const name of this.dictionary.relations(schema)) {
        const isTable = this.dictionary.relation({ schema, name })?.view === undefined;
        if (isTable && !isThere(schema, name)) this.dictionary.dropRelation({ schema, name });
      }
    }
    connection.closeSync();
  }
}

interface Hooks {
  before?(connection: DuckDBConnection): Promise<void>;
  after?(connection: DuckDBConnection): Promise<void>;
  failed?(connection: DuckDBConnection): Promise<void>;
}
