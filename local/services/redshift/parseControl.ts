import type { RelationName } from "../lake/sqlTree.ts";
import { type GrantObject, type Privilege, relationPrivileges, type Statement, schemaPrivileges } from "./Statement.ts";
import type { Tokens } from "./Tokens.ts";

/**
 * Reads the statements about schemas, roles and rights that the SQL library has no tree for; undefined for any other.
 *
 * Source: https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html, r_CREATE_EXTERNAL_SCHEMA.html, r_CREATE_ROLE.html
 */
export function parseControl(tokens: Tokens): Statement | undefined {
  const read = readers.find(([words]) => tokens.take(...words));
  const statement = read?.[1](tokens);
  if (statement !== undefined) {
    tokens.end();
  }
  return statement;
}

const readers: readonly [words: string[], read: (tokens: Tokens) => Statement][] = [
  [["create", "external", "schema"], externalSchema],
  [["create", "role"], (tokens) => ({ kind: "create role", role: tokens.name() })],
  [["drop", "role"], (tokens) => ({ kind: "drop role", role: tokens.name() })],
  [["grant"], (tokens) => grant(tokens, false)],
  [["revoke"], (tokens) => grant(tokens, true)],
  [["analyze"], (tokens) => maintenance(tokens, "analyze")],
  [["vacuum"], (tokens) => maintenance(tokens, "vacuum")],
];

function externalSchema(tokens: Tokens): Statement {
  const ifNotExists = tokens.take("if", "not", "exists");
  const schema = tokens.name();
  tokens.expect("from", "data", "catalog");
  tokens.expect("database");
  const glueDatabase = tokens.text();
  let region: string | undefined;
  let role: string | undefined;
  while (region === undefined || role === undefined) {
    if (region === undefined && tokens.take("region")) region = tokens.text();
    else if (role === undefined && tokens.take("iam_role")) role = tokens.take("default") ? "default" : tokens.text();
    else break;
  }
  if (role === undefined) {
    tokens.fail("IAM_ROLE");
  }
  return { kind: "create external schema", schema, glueDatabase, ifNotExists, region };
}

function grant(tokens: Tokens, revoke: boolean): Statement {
  const preposition = revoke ? "from" : "to";
  if (tokens.take("role")) {
    const roles = tokens.list(() => tokens.name());
    tokens.expect(preposition);
    return { kind: "grant role", revoke, roles, to: granted(tokens) };
  }
  const privileges = privilegesOf(tokens);
  tokens.expect("on");
  const object = objectOf(tokens);
  tokens.expect(preposition);
  return { kind: "grant", revoke, privileges, object, roles: granted(tokens) };
}

function privilegesOf(tokens: Tokens): Privilege[] | "all" {
  if (tokens.take("all")) {
    tokens.take("privileges");
    return "all";
  }
  return tokens.list(() => {
    const known = [...relationPrivileges, ...schemaPrivileges].find((privilege) => tokens.take(privilege));
    return known ?? tokens.fail("SELECT, INSERT, UPDATE, DELETE, TRUNCATE, USAGE or CREATE");
  });
}

function objectOf(tokens: Tokens): GrantObject {
  if (tokens.take("all", "tables", "in", "schema")) {
    return { on: "all tables", schemas: tokens.list(() => tokens.name()) };
  }
  if (tokens.take("schema")) {
    return { on: "schemas", schemas: tokens.list(() => tokens.name()) };
  }
  tokens.take("table");
  return { on: "relations", relations: tokens.list(() => relation(tokens)) };
}

function granted(tokens: Tokens): string[] {
  return tokens.list(() => {
    tokens.expect("role");
    return tokens.name();
  });
}

function maintenance(tokens: Tokens, kind: "analyze" | "vacuum"): Statement {
  const modes = [["full"], ["sort", "only"], ["delete", "only"], ["reindex"], ["recluster"], ["verbose"]];
  for (const words of modes) {
    if (tokens.take(...words)) break;
  }
  return { kind, relation: tokens.atEnd() ? undefined : relation(tokens) };
}

function relation(tokens: Tokens): RelationName {
  const names = [tokens.name()];
  while (tokens.take(".")) {
    names.push(tokens.name());
  }
  const [name = "", schema, database] = names.reverse();
  return { database, schema, name };
}
