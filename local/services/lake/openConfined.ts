import { totalmem } from "node:os";
import { DuckDBInstance } from "@duckdb/node-api";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";

/** What a confined DuckDB may hold and reach. */
export interface Confines {
  /** Its file, or `:memory:`. */
  readonly path: string;
  /** Where it puts what memory does not hold. */
  readonly spill: string;
  /** All that its statements may open of the machine. */
  readonly folders: readonly string[];
  /** Settings beside the common ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Statements that run before anything else. */
  readonly setup?: readonly string[];
}

/**
 * A DuckDB of a service: times in UTC, whole numbers divided to whole numbers, a quarter of the machine's memory.
 * Settings are locked and no file but those of some folders can be opened, whatever a statement says.
 *
 * @see https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
 */
export async function openConfined({ path, spill, folders, settings, setup = [] }: Confines): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(path, {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: spill,
    integer_division: "true",
    preserve_insertion_order: "false",
    memory_limit: `${Math.floor(totalmem() / 4_000_000)}MB`,
    ...settings,
  });
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  for (const statement of setup) await connection.run(statement);
  await connection.run(`SET GLOBAL allowed_directories = [${folders.map(sqlLiteral).join(", ")}]`);
  await connection.run("SET GLOBAL enable_external_access = false");
  await connection.run("SET GLOBAL lock_configuration = true");
  connection.closeSync();
  return instance;
}
