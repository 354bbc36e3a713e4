import type { DuckDBConnection } from "@duckdb/node-api";
import { Dialect, generate, transpile } from "@polyglot-sql/sdk";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import type { CatalogStore } from "../glue/CatalogStore.ts";
import { AwsError } from "../kernel/AwsError.ts";
import { lakePartition, lakeTable, partitionedFiles } from "../lake/lakeTable.ts";
import { lakeTableSql } from "../lake/lakeTableSql.ts";
import type { RelationName, Tree } from "../lake/sqlTree.ts";
import { adminUser, type Dictionary, type RelationKey, type ViewEntry } from "./Dictionary.ts";
import { treeOf } from "./parseStatement.ts";
import { Rights } from "./Rights.ts";
import { type DuckdbName, type Names, resolveReads } from "./resolveReads.ts";
import { SqlError } from "./SqlError.ts";

/** What statements are run over. */
export interface SessionOptions {
  readonly connection: DuckDBConnection;
  readonly dictionary: Dictionary;
  readonly rights: Rights;
  /** The database that the statements are addressed to. */
  readonly database: string;
  readonly region: string;
  /** The region's Glue catalog. */
  readonly catalog: CatalogStore;
  /** The region's buckets, as folders. */
  readonly s3Folder: string;
}

/** A statement in DuckDB's SQL. */
export interface Translated {
  readonly sql: string;
  /** Names of its parameters. */
  readonly parameters: ReadonlySet<string>;
  /** Whether it reads tables of the lake. */
  readonly readsLake: boolean;
}

/** Where the session's own views are: of the lake's tables, and of the warehouse's views. */
const ownViews = { database: "temp", schema: "main" };

/** One connection's statements, in the name of one principal. */
export class Session {
  readonly connection: DuckDBConnection;
  readonly dictionary: Dictionary;
  readonly rights: Rights;
  readonly #options: SessionOptions;

  constructor(options: SessionOptions) {
    this.connection = options.connection;
    this.dictionary = options.dictionary;
    this.rights = options.rights;
    this.#options = options;
  }

  get region(): string {
    return this.#options.region;
  }

  /** The relation that a name stands for, whether or not it exists. */
  locate(named: RelationName): RelationKey {
    return this.dictionary.locate(named, this.#options.database);
  }

  /** The Glue database behind a schema; undefined for one of the warehouse's own. */
  glueDatabase(schema: string): string | undefined {
    return this.dictionary.schema(schema)?.glueDatabase;
  }

  /**
   * A statement in DuckDB's SQL, its relations resolved; the views that it needs are there then.
   * @throws SqlError for what it may not do, or names in vain
   */
  async translate(tree: Tree): Promise<Translated> {
    const withPath = namesPath(tree);
    const wanted: Wanted = { views: new Map(), columns: new Map(), lake: new Set(), withPath };
    const parameters = new Set<string>();
    resolveReads(tree, this.#names(this.rights, parameters, wanted));
    for (const [name, sql] of wanted.views) {
      const columns = (wanted.columns.get(name) ?? []).map(sqlIdentifier).join(", ");
      const declared = `${sqlIdentifier(name)}${columns === "" ? "" : ` (${columns})`}`;
      await this.connection.run(`CREATE OR REPLACE TEMP VIEW ${declared} AS ${sql}`);
    }
    return { sql: duckdbSql(tree), parameters, readsLake: wanted.lake.size > 0 };
  }

  #names(rights: Rights, parameters: Set<string>, wanted: Wanted): Names {
    return {
      user: rights.user,
      isSchema: (name) => this.dictionary.schema(name) !== undefined,
      parameter: (name) => parameters.add(name),
      read: (named) => this.#read(this.locate(named), rights, wanted),
    };
  }

  #read(relation: RelationKey, rights: Rights, wanted: Wanted): DuckdbName {
    rights.useSchema(relation.schema);
    const glueDatabase = this.glueDatabase(relation.schema);
    if (glueDatabase !== undefined) {
      return this.#readLake(relation, glueDatabase, wanted);
    }
    const entry = this.dictionary.relation(relation);
    if (entry === undefined) {
      throw new SqlError(`relation "${relation.schema}.${relation.name}" does not exist`);
    }
    rights.need("select", relation);
    return entry.view === undefined ? relation : this.#readView(relation, entry.owner, entry.view, wanted);
  }

  #readLake({ schema, name }: RelationKey, glueDatabase: string, wanted: Wanted): DuckdbName {
    const { catalog, s3Folder } = this.#options;
    const view = `${schema}.${name}`;
    try {
      const { withPath } = wanted;
      const { columns, keys, location } = lakeTable(catalog.table(glueDatabase, name));
      const whole = [{ values: [], location }];
      const partitions = keys.length === 0 ? whole : catalog.partitions(glueDatabase, name).map(lakePartition);
      const files = partitionedFiles(partitions, s3Folder);
      wanted.views.set(view, lakeTableSql({ columns, keys, files, withPath }));
      wanted.lake.add(view);
    } catch (error) {
      throw error instanceof AwsError ? new SqlError(`relation "${schema}.${name}" does not exist`) : error;
    }
    return { ...ownViews, name: view };
  }

  /** A view reads with the rights of its owner. */
  #readView({ schema, name }: RelationKey, owner: string, view: ViewEntry, wanted: Wanted): DuckdbName {
    const named = `${schema}.${name}`;
    if (!wanted.views.has(named)) {
      const rights = new Rights(this.dictionary, { user: owner, isAdmin: owner === adminUser, roles: view.roles });
      const tree = treeOf(view.sql);
      resolveReads(tree, this.#names(rights, new Set(), wanted));
      wanted.views.set(named, duckdbSql(tree));
      wanted.columns.set(named, view.columns);
    }
    return { ...ownViews, name: named };
  }
}

/** The views that a statement turns out to need, each after those that it needs itself. */
interface Wanted {
  readonly views: Map<string, string>;
  /** The names of a view's columns where it gives them. */
  readonly columns: Map<string, readonly string[]>;
  /** Those of the lake's tables. */
  readonly lake: Set<string>;
  readonly withPath: boolean;
}

/**
 * Whether a statement asks for the pseudo-column `"$path"`.
 * @throws SqlError beside `*`, which does not contain it on AWS, but would here
 */
function namesPath(tree: Tree): boolean {
  const text = JSON.stringify(tree);
  if (text.includes('"name":"$path"') && text.includes('"star":{')) {
    throw new SqlError('beside "$path" the local warehouse wants the other columns named, instead of *');
  }
  return text.includes('"name":"$path"');
}

/** The resolved tree, still of Redshift's dialect, as DuckDB's SQL. @throws SqlError where the library cannot */
export function duckdbSql(tree: Tree): string {
  const { success, sql, error } = transpile(redshiftSql(tree), Dialect.Redshift, Dialect.DuckDB);
  const [text, another] = sql ?? [];
  if (!success || text === undefined || another !== undefined) {
    throw new SqlError(`the local warehouse cannot run this statement: ${error ?? "it is not one statement"}`);
  }
  return text;
}

/**
 * A tree as the text of a Redshift statement. The library's writer for Redshift escapes a quote by a backslash, which
 * neither its own reader nor Redshift's standard takes so; that for DuckDB writes functions as they stand, and doubles it.
 */
export function redshiftSql(tree: Tree): string {
  const { success, sql, error } = generate([tree], Dialect.DuckDB);
  const [text] = sql ?? [];
  if (!success || text === undefined) {
    throw new SqlError(`the local warehouse cannot run this statement: ${error ?? "it is empty"}`);
  }
  return text;
}
