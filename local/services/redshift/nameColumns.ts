import { identifier, identifierText, isTree, opened, part, parts, type Tree } from "../lake/sqlTree.ts";

/** Operators and constants. */
const unnamed = new Set(
  "literal paren neg parameter boolean null subquery not exists in is_null is_true is_false like i_like between".split(
    " ",
  ),
);
const asIs = new Set(["alias", "column", "star", "dot"]);

/**
 * Gives the columns of a query, in place, the names that Redshift gives them where the query says nothing: a
 * function's name, a cast column's own, or `?column?`.
 */
export function nameColumns(tree: Tree): void {
  const [kind, select] = opened(tree);
  if (kind === "select" && Array.isArray(select.expressions)) {
    select.expressions = parts(select, "expressions").map(named);
  }
}

function named(expression: Tree): Tree {
  const [kind] = opened(expression);
  if (asIs.has(kind)) {
    return expression;
  }
  const alias = { this: expression, alias: identifier(nameOf(expression)), column_aliases: [] };
  return { alias: { ...alias, pre_alias_comments: [], trailing_comments: [] } };
}

function nameOf(expression: Tree): string {
  const [kind, inside] = opened(expression);
  if (kind === "column") return identifierText(inside.name) ?? anonymous;
  if (kind === "approx_distinct") return "count";
  if (kind === "function" || kind === "aggregate_function") return String(inside.name).toLowerCase();
  if (kind === "cast") return isTree(inside.this) ? nameOf(part(inside, "this")) : anonymous;
  if (kind === "window_function" || kind === "within_group") return nameOf(part(inside, "this"));
  if (typeof inside.original_name === "string") return inside.original_name.toLowerCase();
  const isOperator = "left" in inside || unnamed.has(kind);
  return isOperator ? anonymous : kind.replace(/_func$/, "").replaceAll("_", "");
}

const anonymous = "?column?";
