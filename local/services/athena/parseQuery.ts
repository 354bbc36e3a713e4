import { Dialect, generate, parse, tokenize, transpile } from "@polyglot-sql/sdk";
import { isTree, opened, part, type Tree } from "../lake/sqlTree.ts";
import { errorType, QueryError } from "./QueryError.ts";

/** A statement that the local Athena runs. */
export type Query =
  | { readonly kind: "select"; readonly tree: Tree }
  | { readonly kind: "insert"; readonly target: Tree; readonly columns: readonly Tree[]; readonly tree: Tree };

const queries = new Set(["select", "union", "intersect", "except", "subquery", "values"]);

/**
 * Reads one statement of Athena's SQL, the values of its parameters in their places.
 *
 * @param parameters literals, as ExecutionParameters has them: `'text'`, `12`, `DATE '2024-02-29'`
 * @throws QueryError for what cannot be read, and for a kind that the local host does not run
 */
export function parseQuery(sql: string, parameters: readonly string[] = []): Query {
  const tree = treeOf(filled(sql, parameters));
  const [kind, inside] = opened(tree);
  if (queries.has(kind)) return { kind: "select", tree };
  if (kind === "insert" && isTree(inside.query) && inside.overwrite !== true) {
    const columns = Array.isArray(inside.columns) ? inside.columns.filter(isTree) : [];
    return { kind, target: part(inside, "table"), columns, tree: insertedQuery(inside) };
  }
  const what = `NOT_SUPPORTED: the local host runs SELECT and INSERT INTO ... SELECT, not "${kind.replaceAll("_", " ")}"`;
  throw new QueryError(what, errorType.unsupported);
}

/** The query of an INSERT, with the queries that the INSERT itself names by WITH. */
function insertedQuery(insert: Tree): Tree {
  const query = part(insert, "query");
  const [, inside] = opened(query);
  if (isTree(insert.with) && !isTree(inside.with)) inside.with = insert.with;
  return query;
}

/** A statement as a tree. */
export function treeOf(sql: string): Tree {
  const parsed = parse(sql, Dialect.Trino);
  if (!parsed.success) throw syntaxError(parsed.error ?? "it cannot be read");
  const [tree, another] = parsed.ast as unknown as Tree[];
  if (tree === undefined || another !== undefined) throw syntaxError("Only one sql statement is allowed");
  return tree;
}

/** A tree in DuckDB's SQL. */
export function duckdbSql(tree: Tree): string {
  const { success, sql, error } = transpile(trinoSql(tree), Dialect.Trino, Dialect.DuckDB);
  const [text, another] = sql ?? [];
  if (!success || text === undefined || another !== undefined) {
    throw syntaxError(`the local host cannot run this statement: ${error ?? "it is not one statement"}`);
  }
  return text;
}

function trinoSql(tree: Tree): string {
  const { success, sql, error } = generate([tree], Dialect.Trino);
  const [text] = sql ?? [];
  if (!success || text === undefined) throw syntaxError(error ?? "the statement is empty");
  return text;
}

interface Placeholder {
  readonly text: string;
  readonly token_type: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** A statement with a literal in the place of each `?`. */
function filled(sql: string, parameters: readonly string[]): string {
  if (parameters.length === 0) return sql;
  const { success, tokens = [], error } = tokenize(sql, Dialect.Trino);
  if (!success) throw syntaxError(error ?? "it cannot be read");
  const places = (tokens as unknown as Placeholder[]).filter(
    ({ text, token_type: kind }) => kind === "PARAMETER" && text === "?",
  );
  if (places.length !== parameters.length) {
    const what = `Incorrect number of parameters: expected ${places.length} but found ${parameters.length}`;
    throw new QueryError(`INVALID_PARAMETER_USAGE: ${what}`, errorType.syntax);
  }
  const chars = Array.from(sql);
  for (const [index, { span }] of places.entries()) {
    chars.fill("", span.start, span.end);
    chars[span.start] = literalText(parameters[index] ?? "");
  }
  return chars.join("");
}

const literals = new Set(["literal", "boolean", "null", "neg", "cast"]);

/** @throws QueryError for a parameter that is no literal */
function literalText(parameter: string): string {
  const [, select] = opened(treeOf(`SELECT ${parameter}`));
  const [value, another] = Array.isArray(select.expressions) ? (select.expressions as Tree[]) : [];
  const isLiteral =
    value !== undefined && literals.has(opened(value)[0]) && another === undefined && !isTree(select.from);
  if (!isLiteral || !withoutParts(value)) {
    throw new QueryError(`INVALID_PARAMETER_USAGE: "${parameter}" is not a literal`, errorType.syntax);
  }
  const text = trinoSql({ select: { ...select, expressions: [value] } });
  return text.replace(/^SELECT /, "");
}

/** Whether a literal holds nothing but literals. */
function withoutParts(value: Tree): boolean {
  const [kind, inside] = opened(value);
  return kind === "neg" || kind === "cast" ? literals.has(opened(part(inside, "this"))[0]) : true;
}

function syntaxError(what: string): QueryError {
  return new QueryError(`SYNTAX_ERROR: ${what}`, errorType.syntax);
}
