import { identifierText, isTableReference, isTree, opened, part, parts, type Tree } from "../lake/sqlTree.ts";
import { errorType, QueryError } from "./QueryError.ts";

/** A place where a statement reads a table. */
export interface TableUse {
  /** The reference, to be pointed elsewhere. */
  readonly table: Tree;
  readonly catalog: string | undefined;
  readonly schema: string | undefined;
  readonly name: string;
  /** What the query calls it. */
  readonly alias: string;
  /** What the query's WHERE demands of each row, all at once. */
  readonly conditions: readonly Tree[];
  /** Whether the query reads nothing else, so that every column is of this table. */
  readonly isAlone: boolean;
}

/**
 * The tables that a statement reads, each use apart; names given by WITH are none.
 *
 * @throws QueryError for anything in FROM but tables, queries and UNNEST: above all for functions that make tables
 */
export function tableUses(tree: Tree): TableUse[] {
  const uses: TableUse[] = [];
  walk(tree, new Set(), uses);
  return uses;
}

function walk(value: unknown, named: ReadonlySet<string>, uses: TableUse[]): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, named, uses);
  } else if (isTree(value)) {
    const within = namedWithin(value, named, uses);
    const found = sources(value);
    for (const source of found) noteSource(source, found.length, value, within, uses);
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "with") walk(inner, within, uses);
    }
  }
}

/** The names that WITH gives, once the queries that it names are walked themselves. */
function namedWithin(tree: Tree, outside: ReadonlySet<string>, uses: TableUse[]): ReadonlySet<string> {
  const clause = part(tree, "with");
  const named = new Set(outside);
  for (const query of parts(clause, "ctes")) {
    const name = identifierText(query.alias) ?? "";
    if (clause.recursive === true) named.add(name);
    walk(query.this, new Set(named), uses);
    named.add(name);
  }
  return named;
}

/** The items of a query's FROM, those of joins included. */
function sources(tree: Tree): Tree[] {
  const listed = parts(part(tree, "from"), "expressions");
  return [...listed, ...parts(tree, "joins").map((join) => part(join, "this"))].flatMap(unfolded);
}

function unfolded(source: Tree): Tree[] {
  const [kind, inside] = opened(source);
  if (kind === "paren") return unfolded(part(inside, "this"));
  return kind === "joined_table" ? [...unfolded(part(inside, "left")), ...sources(inside)] : [source];
}

const readable = new Set(["subquery", "unnest", "values"]);

function noteSource(source: Tree, count: number, query: Tree, named: ReadonlySet<string>, uses: TableUse[]): void {
  const [kind, inside] = opened(source);
  const [within] = kind === "alias" ? opened(part(inside, "this")) : [kind];
  if (kind !== "table" || !isTableReference(inside)) {
    if (readable.has(within)) return;
    const name = typeof inside.name === "string" ? inside.name : within;
    throw new QueryError(`NOT_SUPPORTED: FROM names tables and queries, not "${name}"`, errorType.unsupported);
  }
  const name = identifierText(inside.name) ?? "";
  const schema = identifierText(inside.schema);
  if (schema === undefined && named.has(name)) return;
  uses.push({
    table: inside,
    catalog: identifierText(inside.catalog),
    schema,
    name,
    alias: identifierText(inside.alias) ?? name,
    conditions: conjuncts(part(part(query, "where_clause"), "this")),
    isAlone: count === 1,
  });
}

function conjuncts(condition: Tree): Tree[] {
  const [kind, inside] = opened(condition);
  if (kind === "") return [];
  if (kind === "paren") return conjuncts(part(inside, "this"));
  return kind === "and" ? [part(inside, "left"), part(inside, "right")].flatMap(conjuncts) : [condition];
}
