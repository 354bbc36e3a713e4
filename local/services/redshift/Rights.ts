import { type Dictionary, publicSchema, type RelationKey } from "./Dictionary.ts";
import { SqlError } from "./SqlError.ts";
import type { Privilege } from "./Statement.ts";

/** In whose name a statement runs. */
export interface Principal {
  /** The database user: `IAMR:<role>` for a role of IAM. */
  readonly user: string;
  /** Whether it may do everything. */
  readonly isAdmin: boolean;
  /** The database roles that it comes with. */
  readonly roles: readonly string[];
}

/**
 * What a principal may do: what its roles were granted, and all with what it owns. Refusals are in Redshift's words.
 *
 * Source: https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html
 */
export class Rights {
  readonly #dictionary: Dictionary;
  readonly #principal: Principal;
  readonly #roles: readonly string[];

  constructor(dictionary: Dictionary, principal: Principal) {
    this.#dictionary = dictionary;
    this.#principal = principal;
    this.#roles = dictionary.rolesWithin(principal.roles);
  }

  get user(): string {
    return this.#principal.user;
  }

  /** The database roles that it comes with. */
  get roles(): string[] {
    return [...this.#principal.roles];
  }

  /** @throws SqlError where it may not name what is in the schema, or there is none */
  useSchema(schema: string): void {
    this.#needSchema(schema, "usage");
  }

  /** @throws SqlError where it may not make relations in the schema */
  createIn(schema: string): void {
    this.#needSchema(schema, "usage");
    this.#needSchema(schema, "create");
  }

  /** @throws SqlError where it may not do this to a relation, which is there */
  need(privilege: Privilege, relation: RelationKey): void {
    this.useSchema(relation.schema);
    const { schema, name } = relation;
    const isGranted = this.#dictionary.isGranted(this.#roles, `${schema}.${name}`, privilege);
    if (!isGranted && !this.#owns(this.#dictionary.relation(relation)?.owner)) {
      throw new SqlError(`permission denied for relation ${name}`);
    }
  }

  /** @throws SqlError where it is not the relation's owner */
  own(relation: RelationKey): void {
    if (!this.#owns(this.#dictionary.relation(relation)?.owner)) {
      throw new SqlError(`must be owner of relation ${relation.name}`);
    }
  }

  /** @throws SqlError where it is not the schema's owner */
  ownSchema(schema: string): void {
    if (!this.#owns(this.#dictionary.schema(schema)?.owner)) {
      throw new SqlError(`must be owner of schema ${schema}`);
    }
  }

  /** @throws SqlError where it is not the administrator */
  administer(object: string): void {
    if (!this.#principal.isAdmin) {
      throw new SqlError(`permission denied for ${object}`);
    }
  }

  #needSchema(schema: string, privilege: "usage" | "create"): void {
    const entry = this.#dictionary.schema(schema);
    if (entry === undefined) {
      throw new SqlError(`schema "${schema}" does not exist`);
    }
    const isGranted = schema === publicSchema || this.#dictionary.isGranted(this.#roles, schema, privilege);
    if (!isGranted && !this.#owns(entry.owner)) {
      throw new SqlError(`permission denied for schema ${schema}`);
    }
  }

  #owns(owner: string | undefined): boolean {
    return this.#principal.isAdmin || owner === this.#principal.user;
  }
}
