import {
  identifier,
  identifierText,
  isTableReference,
  isTree,
  opened,
  part,
  parts,
  type RelationName,
  relationName,
  replace,
  type Tree,
} from "../lake/sqlTree.ts";
import { nameColumns } from "./nameColumns.ts";
import { redshiftFunctions } from "./redshiftFunctions.ts";
import { duckdbType } from "./redshiftTypes.ts";
import { rewriteAverage } from "./rewriteAverage.ts";
import { SqlError } from "./SqlError.ts";

/** What the names of a statement stand for. */
export interface Names {
  readonly user: string;
  isSchema(name: string): boolean;
  /** Where the rows of a relation are to be read, once it is known that they may be. @throws SqlError where they may not */
  read(relation: RelationName): DuckdbName;
  /** Notes a parameter. */
  parameter(name: string): void;
}

/** A table or view of DuckDB. */
export interface DuckdbName {
  readonly database?: string;
  readonly schema: string;
  readonly name: string;
}

/** What is visible at a place of a statement. */
interface Scope {
  /** Queries named by WITH. */
  readonly queries: ReadonlySet<string>;
  /** What FROM names: of this query and of those around it. */
  readonly items: ReadonlySet<string>;
}

const outermost: Scope = { queries: new Set(), items: new Set() };

/**
 * Puts DuckDB's names for the relations that a tree reads, in place, and makes the rest of it mean in DuckDB what it
 * means in Redshift: types, parameters, the session's functions, navigation of nested columns in FROM.
 *
 * @throws SqlError for what statements may not read or call
 */
export function resolveReads(tree: Tree, names: Names): void {
  walk(tree, outermost, names);
}

function walk(value: unknown, scope: Scope, names: Names): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, scope, names);
  } else if (isTree(value)) {
    rewriteAverage(value);
    nameColumns(value);
    const within = scopeWithin(value, scope, names);
    checkSources(value);
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "with") walk(inner, within, names);
    }
    rewrite(value, within, names);
  }
}

/** The scope inside a node, once the queries that it names are walked themselves. */
function scopeWithin(tree: Tree, scope: Scope, names: Names): Scope {
  const queries = new Set(scope.queries);
  const named = part(tree, "with");
  for (const query of parts(named, "ctes")) {
    const name = identifierText(query.alias) ?? "";
    if (named.recursive === true) queries.add(name);
    walk(query.this, { ...scope, queries: new Set(queries) }, names);
    queries.add(name);
  }
  const items = sources(tree).flatMap((source) => itemName(source) ?? []);
  return { queries, items: items.length === 0 ? scope.items : new Set([...scope.items, ...items]) };
}

/** The items of a query's FROM, those of joins included. */
function sources(tree: Tree): Tree[] {
  const listed = [...parts(part(tree, "from"), "expressions"), ...parts(part(tree, "from_clause"), "expressions")];
  return [...listed, ...parts(tree, "joins").map((join) => part(join, "this"))].flatMap(unfolded);
}

function unfolded(source: Tree): Tree[] {
  const [kind, inside] = opened(source);
  if (kind === "paren") return unfolded(part(inside, "this"));
  return kind === "joined_table" ? [...unfolded(part(inside, "left")), ...sources(inside)] : [source];
}

function itemName(source: Tree): string | undefined {
  const [, inside] = opened(source);
  return identifierText(inside.alias) ?? identifierText(inside.name);
}

/** @throws SqlError for anything in FROM but relations and queries: above all for functions that make tables */
function checkSources(tree: Tree): void {
  if (isTree(tree.into)) {
    throw new SqlError("the local warehouse does not run SELECT INTO; write CREATE TABLE ... AS SELECT");
  }
  for (const source of sources(tree)) {
    const [kind, inside] = opened(source);
    if (kind !== "table" && kind !== "subquery") {
      const called = kind === "alias" ? opened(part(inside, "this")) : [kind, inside];
      const name = isTree(called[1]) && called[1].name !== undefined ? String(called[1].name) : String(called[0]);
      throw new SqlError(`FROM names tables, views and subqueries only, not "${name.toLowerCase()}"`);
    }
  }
}

function rewrite(tree: Tree, scope: Scope, names: Names): void {
  if (typeof tree.data_type === "string") {
    replace(tree, duckdbType(tree));
    return;
  }
  const [kind, inside] = Object.keys(tree).length === 1 ? opened(tree) : ["", {}];
  if (kind === "table" && isTableReference(inside)) {
    rewriteTable(tree, inside, scope, names);
  } else if (kind === "function") {
    rewriteFunction(tree, inside, names);
  } else if (kind === "parameter") {
    rewriteParameter(inside, names);
  } else if (kind === "placeholder") {
    throw new SqlError('syntax error at or near "?": parameters are named, as in :name');
  } else if (kind === "dot") {
    rewriteQualified(tree, inside, names);
  } else if (kind === "column" && inside.table === null && identifierText(inside.name) === "user") {
    replace(tree, text(names.user));
  }
}

function rewriteTable(tree: Tree, table: Tree, scope: Scope, names: Names): void {
  const named = relationName(table);
  if (named.schema === undefined && scope.queries.has(named.name)) {
    return;
  }
  if (named.schema !== undefined && !names.isSchema(named.schema) && scope.items.has(named.schema)) {
    replace(tree, unnested(named.schema, named.name, identifierText(table.alias) ?? named.name));
    return;
  }
  const found = names.read(named);
  const { alias } = table;
  if (found.database !== undefined || found.name !== named.name) {
    table.alias = alias ?? identifier(named.name);
  }
  table.catalog = found.database === undefined ? null : identifier(found.database);
  table.schema = identifier(found.schema);
  table.name = identifier(found.name);
}

/**
 * `FROM t, t.errors e`: a row for each element of a nested column.
 * @see https://docs.aws.amazon.com/redshift/latest/dg/tutorial-query-nested-data.html
 */
function unnested(item: string, column: string, alias: string): Tree {
  const array = {
    column: { name: identifier(column), table: identifier(item), join_mark: false, trailing_comments: [] },
  };
  const unnest = { this: array, expressions: [], with_ordinality: false, alias: null, offset_alias: null };
  return {
    alias: {
      this: { unnest },
      alias: identifier(alias),
      column_aliases: [identifier(alias)],
      pre_alias_comments: [],
      trailing_comments: [],
    },
  };
}

function rewriteFunction(tree: Tree, called: Tree, names: Names): void {
  const name = String(called.name).toLowerCase();
  if (!redshiftFunctions.has(name)) {
    throw new SqlError(`the local warehouse does not have the function "${name}"`);
  }
  if (name === "current_user" || name === "user") {
    replace(tree, text(names.user));
  } else if (name === "getdate" || name === "sysdate") {
    replace(tree, now());
  } else if (name === "dateadd" || name === "date_add") {
    bracketAmount(called);
  } else if (name === "octet_length") {
    called.name = "strlen";
  } else if (name === "regexp_replace" && Array.isArray(called.args) && called.args.length === 3) {
    called.args = [...called.args, text("g")];
  }
}

/** `DATEADD(day, (-1), d)`: DuckDB's interval, to which it becomes, takes more than a bare number only in brackets. */
function bracketAmount(called: Tree): void {
  const [unit, amount, ...rest] = parts(called, "args");
  if (unit !== undefined && amount !== undefined) {
    called.args = [unit, { paren: { this: amount, trailing_comments: [] } }, ...rest];
  }
}

/** The time in UTC, without a zone. */
function now(): Tree {
  const current = { name: "current_timestamp", args: [], distinct: false, trailing_comments: [], no_parens: true };
  const to = { data_type: "timestamp", precision: null, timezone: false };
  const instant = { function: { ...current, use_bracket_syntax: false, quoted: false } };
  return {
    cast: { this: instant, to, trailing_comments: [], double_colon_syntax: false, format: null, default: null },
  };
}

function rewriteParameter(parameter: Tree, names: Names): void {
  if (parameter.style !== "Colon" || typeof parameter.name !== "string") {
    throw new SqlError("syntax error: parameters are named, as in :name");
  }
  names.parameter(parameter.name);
  parameter.style = "Dollar";
}

/** `schema.table.column` becomes `table.column`, since DuckDB's own schema may be another. */
function rewriteQualified(tree: Tree, { this: left, field }: Tree, names: Names): void {
  const [kind, column] = isTree(left) ? opened(left) : ["", {}];
  if (kind === "column" && names.isSchema(identifierText(part(column, "table")) ?? "")) {
    replace(tree, { column: { ...column, name: field, table: column.name } });
  }
}

function text(value: string): Tree {
  return { literal: { literal_type: "string", value } };
}
