import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import type { CatalogStore } from "../glue/CatalogStore.ts";
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
  sink(index: number): ResultSink;
}

/**
 * A database of DuckDB that runs Redshift's SQL over the lake. Queries run side by side, what changes something one
 * after the other. Settings are locked and no file but those of the region's buckets can be opened, whatever a
 * statement says.
 *
 * @see https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
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
    const instance = await DuckDBInstance.create(join(folder, "rows.duckdb"), {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      temp_directory: join(folder, "spill"),
      integer_division: "true",
      default_null_order: "nulls_last_on_asc_first_on_desc",
      preserve_insertion_order: "false",
    });
    const warehouse = new Warehouse(options, instance);
    await warehouse.#lockDown();
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
      } else {
        await this.#inTurn(() => this.#changeAll(statements, work));
      }
    } catch (error) {
      throw sqlFailure(error);
    }
  }

  /** Runs one statement as the administrator, whatever it gives. */
  async administer(sql: string): Promise<void> {
    const principal = { user: adminUser, isAdmin: true, roles: [] };
    const nothing = { columns: () => undefined, rows: async () => undefined };
    await this.run({ principal, sqls: [sql], parameters: {}, sink: () => nothing });
  }

  /** Ends when the work under way that changes something has ended. */
  async close(): Promise<void> {
    await this.#writing;
    this.#instance.closeSync();
    rmSync(join(this.#options.folder, "spill"), { recursive: true, force: true });
  }

  async #runAll(statements: readonly Statement[], work: Work, hooks: Hooks = {}): Promise<void> {
    const connection = await this.#connect();
    const stop = () => connection.interrupt();
    work.signal?.addEventListener("abort", stop);
    try {
      await hooks.before?.(connection);
      const session = this.#session(connection, work.principal);
      for (const [index, statement] of statements.entries()) {
        work.signal?.throwIfAborted();
        work.started?.(index);
        const values = work.parameters;
        work.ended?.(index, await runStatement(statement, session, values, work.sink(index)));
      }
      await hooks.after?.(connection);
    } catch (error) {
      await hooks.failed?.(connection);
      throw error;
    } finally {
      work.signal?.removeEventListener("abort", stop);
      connection.closeSync();
    }
  }

  async #changeAll(statements: readonly Statement[], work: Work): Promise<void> {
    await this.#runAll(statements, work, {
      before: async (connection) => {
        await connection.run("BEGIN");
      },
      after: async (connection) => {
        await connection.run("COMMIT");
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

  async #lockDown(): Promise<void> {
    const connection = await this.#connect();
    await connection.run("SET GLOBAL TimeZone = 'UTC'");
    await connection.run('CREATE SCHEMA IF NOT EXISTS "public"');
    await connection.run(`SET GLOBAL allowed_directories = [${sqlLiteral(this.#options.s3Folder)}]`);
    await connection.run("SET GLOBAL enable_external_access = false");
    await connection.run("SET GLOBAL lock_configuration = true");
    connection.closeSync();
  }
}

interface Hooks {
  before?(connection: DuckDBConnection): Promise<void>;
  after?(connection: DuckDBConnection): Promise<void>;
  failed?(connection: DuckDBConnection): Promise<void>;
}
