import type { DuckDBConnection } from "@duckdb/node-api";
import { AwsError } from "../kernel/AwsError.ts";
import type { LakeTable, PartitionedFile } from "../lake/lakeTable.ts";
import { lakeTableSql } from "../lake/lakeTableSql.ts";
import { identifier, type Tree } from "../lake/sqlTree.ts";
import type { CallerLake } from "./CallerLake.ts";
import { checkZones } from "./checkZones.ts";
import { duckdbSql } from "./parseQuery.ts";
import { errorType, QueryError } from "./QueryError.ts";
import { rewriteTrino } from "./rewriteTrino.ts";
import { selectPartitions } from "./selectPartitions.ts";
import { type TableUse, tableUses } from "./tableUses.ts";
import { textRows } from "./textRows.ts";

/** Files that a statement reads, of one use of a table. */
export interface Scan {
  readonly table: LakeTable;
  readonly files: readonly PartitionedFile[];
  readonly isText: boolean;
}

/** A query in DuckDB's SQL, and what it reads. */
export interface Translated {
  readonly sql: string;
  readonly scans: readonly Scan[];
}

/** One query's connection: the tables that it reads become views of it. */
export class QuerySession {
  readonly connection: DuckDBConnection;
  readonly lake: CallerLake;
  /** That of names without one. */
  readonly #database: string | undefined;

  constructor(connection: DuckDBConnection, lake: CallerLake, database: string | undefined) {
    this.connection = connection;
    this.lake = lake;
    this.#database = database?.toLowerCase();
  }

  /** A query in DuckDB's SQL; the views that it needs are there then. @throws QueryError */
  async translate(tree: Tree): Promise<Translated> {
    checkZones(tree);
    rewriteTrino(tree);
    const withPath = JSON.stringify(tree).includes('"name":"$path"');
    const scans: Scan[] = [];
    for (const [index, use] of tableUses(tree).entries()) {
      scans.push(await this.#view(use, `athena_${index}`, withPath));
    }
    return { sql: duckdbSql(tree), scans };
  }

  /** The database and the definition of a table that a statement names. @throws QueryError TABLE_NOT_FOUND, SCHEMA_NOT_FOUND */
  find(named: Pick<TableUse, "catalog" | "schema" | "name">): { database: string; table: LakeTable } {
    const { catalog = "awsdatacatalog", schema: database = this.#database, name } = named;
    if (catalog !== "awsdatacatalog") {
      throw new QueryError(`CATALOG_NOT_FOUND: Catalog '${catalog}' does not exist`, errorType.tableMissing);
    }
    if (database === undefined) {
      const what = "Schema must be specified when session schema is not set";
      throw new QueryError(`MISSING_SCHEMA_NAME: ${what}`, errorType.syntax);
    }
    try {
      return { database, table: this.lake.table(database, name) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const isSchema = error.message.startsWith("Database");
      const what = isSchema
        ? `SCHEMA_NOT_FOUND: Schema '${database}' does not exist`
        : `TABLE_NOT_FOUND: Table 'awsdatacatalog.${database}.${name}' does not exist`;
      throw new QueryError(what, errorType.tableMissing, { cause: error });
    }
  }

  async #view(use: TableUse, view: string, withPath: boolean): Promise<Scan> {
    const { database, table } = this.find(use);
    const { columns, keys, location } = table;
    const partitions =
      keys.length === 0
        ? [{ values: [], location }]
        : await selectPartitions(this.connection, use, keys, this.lake.partitions(database, use.name));
    const files = this.lake.files(partitions);
    const rows = await textRows(this.connection, table, files);
    await this.connection.run(`CREATE TEMP VIEW ${view} AS ${lakeTableSql({ columns, keys, files, withPath }, rows)}`);
    this.lake.reads(files);
    use.table.alias ??= identifier(use.name);
    use.table.catalog = null;
    use.table.schema = null;
    use.table.name = identifier(view);
    return { table, files, isText: rows !== undefined };
  }
}
