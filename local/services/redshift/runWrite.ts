import { identifier, isTree, opened, part, parts, relationName, type Tree } from "../lake/sqlTree.ts";
import type { RelationKey } from "./Dictionary.ts";
import type { ParameterValues } from "./execution.ts";
import type { Session } from "./Session.ts";
import { SqlError } from "./SqlError.ts";
import type { Privilege } from "./Statement.ts";

/** Runs what changes rows of a table, and says how many. */
export async function runWrite(
  kind: "insert" | "update" | "delete" | "merge",
  tree: Tree,
  session: Session,
  values: ParameterValues,
): Promise<number> {
  const [, inside] = opened(tree);
  const table = kind === "merge" ? part(part(inside, "this"), "table") : part(inside, "table");
  aim(table, privilegesOf(kind, inside), session);
  if (kind === "merge") {
    inside.using = sourceOf(part(inside, "using"));
  }
  if (isTree(inside.on_conflict) || parts(inside, "returning").length > 0) {
    throw new SqlError("syntax error: Redshift has neither ON CONFLICT nor RETURNING");
  }
  const { sql } = await session.translate(tree);
  const result = await session.connection.run(sql, { ...values });
  return result.rowsChanged;
}

/** Points a statement's target at the table that it may change. @throws SqlError where it may not */
function aim(table: Tree, privileges: readonly Privilege[], session: Session): void {
  const target = writable(session, session.locate(relationName(table)));
  for (const privilege of privileges) {
    session.rights.need(privilege, target);
  }
  table.catalog = null;
  table.schema = identifier(target.schema);
  table.name = identifier(target.name);
}

/** The table, once it is known that there is one that can be written. @throws SqlError for views and the lake */
export function writable(session: Session, relation: RelationKey): RelationKey {
  const { schema, name } = relation;
  session.rights.useSchema(schema);
  if (session.glueDatabase(schema) !== undefined) {
    throw new SqlError(`the external schema "${schema}" is only read by the local warehouse`);
  }
  const entry = session.dictionary.relation(relation);
  if (entry === undefined) {
    throw new SqlError(`relation "${schema}.${name}" does not exist`);
  }
  if (entry.view !== undefined) {
    throw new SqlError(`"${name}" is a view`);
  }
  return relation;
}

/** What reads the table's rows needs SELECT too. */
function privilegesOf(kind: "insert" | "update" | "delete" | "merge", inside: Tree): Privilege[] {
  if (kind === "merge") {
    return ["select", "insert", "update", "delete"];
  }
  const isReading = kind !== "insert" && isTree(inside.where_clause);
  return isReading ? [kind, "select"] : [kind];
}

/** The source of a MERGE as the trees of queries have it: the alias inside. @throws SqlError for any but a relation or query */
function sourceOf(source: Tree): Tree {
  const [kind, inside] = opened(source);
  if (kind === "alias") {
    const [innerKind, inner] = opened(sourceOf(part(inside, "this")));
    return { [innerKind]: { ...inner, alias: inside.alias } };
  }
  if (kind !== "table" && kind !== "subquery") {
    throw new SqlError(`MERGE reads a table or a subquery, not "${kind}"`);
  }
  return source;
}
