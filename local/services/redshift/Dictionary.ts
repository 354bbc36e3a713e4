import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { RelationName } from "../lake/sqlTree.ts";
import { SqlError } from "./SqlError.ts";
import type { Privilege } from "./Statement.ts";

/** A table or view of a schema, by the names that identify it. */
export interface RelationKey {
  readonly schema: string;
  readonly name: string;
}

export interface SchemaEntry {
  owner: string;
  /** The Glue database that an external schema is a window on. */
  glueDatabase?: string;
}

export interface RelationEntry {
  owner: string;
  view?: ViewEntry;
}

export interface ViewEntry {
  /** Its query, in Redshift's SQL. */
  sql: string;
  /** The names of its columns where it says so. */
  columns: string[];
  /** The database roles that its owner had when it was made. */
  roles: string[];
}

interface Kept {
  schemas: Record<string, SchemaEntry>;
  /** By schema, then name. */
  relations: Record<string, Record<string, RelationEntry>>;
  /** The roles that each role has in turn. */
  roles: Record<string, string[]>;
  /** By role, then `schema` or `schema.relation`. */
  grants: Record<string, Record<string, Privilege[]>>;
  /** Digest of the setup statement that ran last, by resource. */
  setup: Record<string, string>;
}

/** What a warehouse knows beside its rows: schemas, relations, roles and grants; one JSON file. */
export class Dictionary {
  readonly #file: string;
  #kept: Kept;

  constructor(file: string) {
    this.#file = file;
    this.#kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : empty();
  }

  /** Keeps the changes since the last time. */
  save(): void {
    const written = `${this.#file}.new`;
    writeFileSync(written, `${JSON.stringify(this.#kept, undefined, 2)}\n`);
    renameSync(written, this.#file);
  }

  /** Forgets the changes since the last `save`. */
  revert(): void {
    this.#kept = existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, "utf8")) : empty();
  }

  schema(name: string): SchemaEntry | undefined {
    return at(this.#kept.schemas, name);
  }

  schemas(): string[] {
    return Object.keys(this.#kept.schemas).sort();
  }

  putSchema(name: string, entry: SchemaEntry): void {
    this.#kept.schemas[name] = entry;
    this.#kept.relations[name] ??= {};
  }

  relation({ schema, name }: RelationKey): RelationEntry | undefined {
    return at(at(this.#kept.relations, schema) ?? {}, name);
  }

  relations(schema: string): string[] {
    return Object.keys(at(this.#kept.relations, schema) ?? {}).sort();
  }

  putRelation({ schema, name }: RelationKey, entry: RelationEntry): void {
    this.#kept.relations[schema] = { ...at(this.#kept.relations, schema), [name]: entry };
  }

  /** A relation that is made again has none of the grants of the one that was dropped. */
  dropRelation({ schema, name }: RelationKey): void {
    delete this.#kept.relations[schema]?.[name];
    for (const granted of Object.values(this.#kept.grants)) {
      delete granted[`${schema}.${name}`];
    }
  }

  hasRole(role: string): boolean {
    return Object.hasOwn(this.#kept.roles, role);
  }

  addRole(role: string): void {
    this.#kept.roles[role] = [];
  }

  dropRole(role: string): void {
    delete this.#kept.roles[role];
    delete this.#kept.grants[role];
    for (const [other, held] of Object.entries(this.#kept.roles)) {
      this.#kept.roles[other] = held.filter((each) => each !== role);
    }
  }

  /** Gives a role to another, or takes it. */
  setMember(role: string, to: string, isMember: boolean): void {
    const others = (at(this.#kept.roles, to) ?? []).filter((each) => each !== role);
    this.#kept.roles[to] = isMember ? [...others, role] : others;
  }

  /** The roles that there are among those given, and those that they have in turn. */
  rolesWithin(given: readonly string[]): string[] {
    const held = new Set<string>();
    const add = (role: string) => {
      if (this.hasRole(role) && !held.has(role)) {
        held.add(role);
        (at(this.#kept.roles, role) ?? []).forEach(add);
      }
    };
    given.forEach(add);
    return [...held];
  }

  /** @param object a schema, or a relation as `schema.relation` */
  isGranted(roles: readonly string[], object: string, privilege: Privilege): boolean {
    return roles.some((role) => at(at(this.#kept.grants, role) ?? {}, object)?.includes(privilege));
  }

  grant(role: string, object: string, privileges: readonly Privilege[]): void {
    const granted = at(this.#kept.grants, role) ?? {};
    this.#kept.grants[role] = { ...granted, [object]: [...new Set([...(at(granted, object) ?? []), ...privileges])] };
  }

  revoke(role: string, object: string, privileges: readonly Privilege[]): void {
    const granted = at(this.#kept.grants, role) ?? {};
    const left = (at(granted, object) ?? []).filter((privilege) => !privileges.includes(privilege));
    this.#kept.grants[role] = { ...granted, [object]: left };
  }

  setupDone(name: string): string | undefined {
    return at(this.#kept.setup, name);
  }

  noteSetup(name: string, digest: string): void {
    this.#kept.setup[name] = digest;
  }

  /** A relation as the session's search path finds it, whether or not it exists. @throws SqlError for another database */
  locate(named: RelationName, database: string): RelationKey {
    if (named.database !== undefined && named.database !== database) {
      throw new SqlError(`database "${named.database}" does not exist`);
    }
    return { schema: named.schema ?? publicSchema, name: named.name };
  }
}

/** The schema of unqualified names. */
export const publicSchema = "public";
/** The owner of what the setup makes. */
export const adminUser = "admin";

function empty(): Kept {
  const schemas = { [publicSchema]: { owner: adminUser } };
  return { schemas, relations: { [publicSchema]: {} }, roles: {}, grants: {}, setup: {} };
}

function at<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
