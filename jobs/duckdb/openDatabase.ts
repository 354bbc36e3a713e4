import { tmpdir, totalmem } from "node:os";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, listValue } from "@duckdb/node-api";

export interface DatabaseOptions {
  /** Bytes that DuckDB's buffers may hold; its process needs up to 500 MB more. @default half of the function's or the machine's memory */
  memoryLimit?: number;
  /** Folder that DuckDB spills to. @default the system's folder for temporary files */
  tempDirectory?: string;
}

/** What a parameter of a statement may be; a list becomes a list of texts. */
export type Parameter = string | number | bigint | null | readonly string[];
type Parameters = readonly Parameter[] | Readonly<Record<string, Parameter>>;

/** An in-memory DuckDB with one connection; `await using` closes it. */
export interface Database extends AsyncDisposable {
  readonly connection: DuckDBConnection;
  /** Runs a statement whose result does not matter. */
  run(sql: string, parameters?: Parameters): Promise<void>;
  /** The rows of a query: 64-bit integers as bigints, dates and timestamps as Date (milliseconds). */
  rows(sql: string, parameters?: Parameters): Promise<Record<string, unknown>[]>;
  /** Another connection to the same database, closed with it. */
  connect(): Promise<DuckDBConnection>;
}

/**
 * Opens an in-memory DuckDB: session in UTC, the extensions that are built in and no others, as many threads as there
 * are processors.
 * @see https://duckdb.org/docs/stable/configuration/overview
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const { memoryLimit = defaultMemoryLimit(), tempDirectory = tmpdir() } = options;
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${Math.floor(memoryLimit / 1_000_000)}MB`,
    temp_directory: tempDirectory,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connections: DuckDBConnection[] = [];
  const connect = async () => {
    const connection = await instance.connect();
    connections.push(connection);
    await connection.run("SET TimeZone = 'UTC'");
    return connection;
  };
  const connection = await connect();
  return {
    connection,
    connect,
    run: async (sql, parameters) => {
      await connection.run(sql, bound(parameters));
    },
    rows: async (sql, parameters) => (await connection.runAndReadAll(sql, bound(parameters))).getRowObjectsJS(),
    [Symbol.asyncDispose]: async () => {
      for (const each of connections) each.closeSync();
      instance.closeSync();
    },
  };
}

/** A Lambda function is told its memory in megabytes. */
function defaultMemoryLimit(): number {
  const ofFunction = Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 0) * 2 ** 20;
  return 0.5 * (ofFunction > 0 ? Math.min(ofFunction, totalmem()) : totalmem());
}

function bound(parameters: Parameters = []): DuckDBValue[] | Record<string, DuckDBValue> {
  if (isList(parameters)) return parameters.map(boundValue);
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, boundValue(value)]));
}

function isList(parameters: Parameters): parameters is readonly Parameter[] {
  return Array.isArray(parameters);
}

function boundValue(parameter: Parameter): DuckDBValue {
  return typeof parameter === "object" && parameter !== null ? listValue([...parameter]) : parameter;
}
