import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AwsError } from "../kernel/AwsError.ts";
import { safeName } from "../kernel/safeName.ts";
import { writeWhole } from "../kernel/writeWhole.ts";

/** A structure of the Glue API: names in PascalCase, times in seconds since 1970. */
export type GlueObject = Record<string, unknown>;

/** The catalog of one region as JSON files: `<database>/database.json`, `<table>/table.json` and `partitions.json`. */
export class CatalogStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  databases(): GlueObject[] {
    return this.#names(this.#folder).map((name) => this.#read(join(this.#folder, name, "database.json")) as GlueObject);
  }

  database(name: string): GlueObject {
    const file = join(this.#databaseFolder(name), "database.json");
    return (this.#read(file) as GlueObject | undefined) ?? missing(`Database ${name} not found.`);
  }

  putDatabase(name: string, database: GlueObject): void {
    write(join(this.#databaseFolder(name), "database.json"), database);
  }

  tables(database: string): GlueObject[] {
    this.database(database);
    const folder = this.#databaseFolder(database);
    return this.#names(folder).map((name) => this.#read(join(folder, name, "table.json")) as GlueObject);
  }

  findTable(database: string, table: string): GlueObject | undefined {
    this.database(database);
    return this.#read(join(this.#tableFolder(database, table), "table.json")) as GlueObject | undefined;
  }

  table(database: string, table: string): GlueObject {
    return this.findTable(database, table) ?? missing(`Table ${table} not found.`);
  }

  /** Writes a table as the version that follows the one that is there. */
  putTable(database: string, table: string, definition: GlueObject): void {
    const found = this.findTable(database, table);
    const VersionId = found === undefined ? "0" : String(Number(found.VersionId ?? 0) + 1);
    write(join(this.#tableFolder(database, table), "table.json"), { ...definition, VersionId });
  }

  removeTable(database: string, table: string): void {
    rmSync(this.#tableFolder(database, table), { recursive: true, force: true });
  }

  partitions(database: string, table: string): GlueObject[] {
    this.table(database, table);
    return (this.#read(this.#partitionsFile(database, table)) as GlueObject[] | undefined) ?? [];
  }

  putPartitions(database: string, table: string, partitions: GlueObject[]): void {
    write(this.#partitionsFile(database, table), partitions);
  }

  #databaseFolder(database: string): string {
    return join(this.#folder, safeName(database.toLowerCase()));
  }

  #tableFolder(database: string, table: string): string {
    return join(this.#databaseFolder(database), safeName(table.toLowerCase()));
  }

  #partitionsFile(database: string, table: string): string {
    return join(this.#tableFolder(database, table), "partitions.json");
  }

  #names(folder: string): string[] {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  }

  #read(file: string): unknown {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  }
}

function write(file: string, content: unknown): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeWhole(file, `${JSON.stringify(content, undefined, 2)}\n`);
}

function missing(what: string): never {
  throw new AwsError("EntityNotFoundException", what);
}
