import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { identifier, identifierText, isTree, opened, part, parts, relationName, type Tree } from "../lake/sqlTree.ts";
import type { RelationKey } from "./Dictionary.ts";
import type { ParameterValues } from "./execution.ts";
import { writable } from "./runWrite.ts";
import { redshiftSql, type Session } from "./Session.ts";
import { SqlError } from "./SqlError.ts";
import { tableDefinition } from "./tableDefinition.ts";

const runners = {
  "create table": createTable,
  "drop table": dropTables,
  truncate,
  "create view": createView,
  "drop view": dropView,
  "create schema": createSchema,
};

/** Runs what makes, empties and removes tables, views and schemas. */
export async function runDefinition(
  kind: keyof typeof runners,
  tree: Tree,
  session: Session,
  values: ParameterValues,
): Promise<void> {
  await runners[kind](opened(tree)[1], session, values);
}

async function createTable(given: Tree, session: Session, values: ParameterValues): Promise<void> {
  const table = newRelation(part(given, "name"), session);
  if (isThere(table, session, { ifNotExists: given.if_not_exists === true })) {
    return;
  }
  const name = {
    ...part(given, "name"),
    catalog: null,
    schema: identifier(table.schema),
    name: identifier(table.name),
  };
  const { sql } = await session.translate(tableDefinition({ ...given, name }));
  await session.connection.run(sql, { ...values });
  session.dictionary.putRelation(table, { owner: session.rights.user });
}

async function dropTables(given: Tree, session: Session): Promise<void> {
  for (const named of parts(given, "names")) {
    const table = session.locate(relationName(named));
    if (given.if_exists !== true || session.dictionary.relation(table) !== undefined) {
      writable(session, table);
      session.rights.own(table);
      await session.connection.run(`DROP TABLE ${quoted(table)}`);
      session.dictionary.dropRelation(table);
    }
  }
}

async function truncate(given: Tree, session: Session): Promise<void> {
  const table = writable(session, session.locate(relationName(part(given, "table"))));
  session.rights.need("truncate", table);
  await session.connection.run(`TRUNCATE ${quoted(table)}`);
}

/** A view is kept as the text of its query, and bound when it is read. */
async function createView(given: Tree, session: Session): Promise<void> {
  const view = newRelation(part(given, "name"), session);
  if (given.materialized === true) {
    throw new SqlError("the local warehouse has no materialized views");
  }
  const replaced = session.dictionary.relation(view);
  if (given.or_replace === true && replaced?.view !== undefined) {
    session.rights.own(view);
  } else if (isThere(view, session, { ifNotExists: false })) {
    return;
  }
  const sql = redshiftSql(part(given, "query"));
  if (given.no_schema_binding !== true) {
    await bind(given, session);
  }
  const columns = parts(given, "columns").map((column) => identifierText(column.name) ?? "");
  session.dictionary.putRelation(view, {
    owner: session.rights.user,
    view: { sql, columns, roles: session.rights.roles },
  });
}

/** Refuses a bound view whose query does not work, or reads the lake. */
async function bind(given: Tree, session: Session): Promise<void> {
  const query = structuredClone(part(given, "query"));
  const { sql, parameters, readsLake } = await session.translate(query);
  if (readsLake) {
    throw new SqlError("external tables are not supported in views; create the view WITH NO SCHEMA BINDING");
  }
  if (parameters.size > 0) {
    throw new SqlError("a view has no parameters");
  }
  await session.connection.prepare(sql);
}

async function dropView(given: Tree, session: Session): Promise<void> {
  const view = session.locate(relationName(part(given, "name")));
  const entry = session.dictionary.relation(view);
  if (entry === undefined && given.if_exists === true) {
    return;
  }
  if (entry?.view === undefined) {
    throw new SqlError(`view "${view.schema}.${view.name}" does not exist`);
  }
  session.rights.own(view);
  session.dictionary.dropRelation(view);
}

async function createSchema(given: Tree, session: Session): Promise<void> {
  const [name] = parts(given, "name");
  const schema = identifierText(name) ?? "";
  session.rights.administer("database");
  if (isTree(given.authorization)) {
    throw new SqlError("the local warehouse does not run CREATE SCHEMA ... AUTHORIZATION");
  }
  if (session.dictionary.schema(schema) === undefined) {
    await session.connection.run(`CREATE SCHEMA IF NOT EXISTS ${sqlIdentifier(schema)}`);
    session.dictionary.putSchema(schema, { owner: session.rights.user });
  } else if (given.if_not_exists !== true) {
    throw new SqlError(`schema "${schema}" already exists`);
  }
}

/** Where something is to be made. @throws SqlError where it may not be */
function newRelation(named: Tree, session: Session): RelationKey {
  const relation = session.locate(relationName(named));
  session.rights.useSchema(relation.schema);
  if (session.glueDatabase(relation.schema) !== undefined) {
    throw new SqlError(`the external schema "${relation.schema}" is only read by the local warehouse`);
  }
  session.rights.createIn(relation.schema);
  return relation;
}

function isThere(relation: RelationKey, session: Session, { ifNotExists }: { ifNotExists: boolean }): boolean {
  const isKnown = session.dictionary.relation(relation) !== undefined;
  if (isKnown && !ifNotExists) {
    throw new SqlError(`Relation "${relation.name}" already exists`);
  }
  return isKnown;
}

function quoted({ schema, name }: RelationKey): string {
  return `${sqlIdentifier(schema)}.${sqlIdentifier(name)}`;
}
