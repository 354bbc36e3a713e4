import { identifier, isTree, opened, part, parts, replace, type Tree } from "../lake/sqlTree.ts";
import { errorType, QueryError } from "./QueryError.ts";
import { addedUnits, macroOf, trinoFunctions } from "./trinoFunctions.ts";

/**
 * Makes a tree mean in DuckDB what it means in Athena, in place, where the SQL library's translation would not.
 *
 * @throws QueryError for functions that the local host does not have
 */
export function rewriteTrino(value: unknown): void {
  if (Array.isArray(value)) {
    for (const each of value) rewriteTrino(each);
  } else if (isTree(value)) {
    for (const inner of Object.values(value)) rewriteTrino(inner);
    rewriteNode(value);
  }
}

function rewriteNode(tree: Tree): void {
  if (typeof tree.data_type === "string") {
    rewriteType(tree);
  } else if (Object.keys(tree).length === 1) {
    const [kind, inside] = opened(tree);
    rewrites[kind]?.(tree, inside);
  }
}

/** By kind of node. */
const rewrites: Readonly<Record<string, (tree: Tree, inside: Tree) => void>> = {
  function: rewriteFunction,
  aggregate_function: rewriteFunction,
  greatest: (tree, inside) => replace(tree, nested("athena_greatest", parts(inside, "expressions"))),
  least: (tree, inside) => replace(tree, nested("athena_least", parts(inside, "expressions"))),
  at_time_zone: (tree, inside) => replace(tree, called("athena_local", [part(inside, "this"), part(inside, "zone")])),
  literal: rewriteLiteral,
  select: (_, inside) => nameColumns(inside),
  placeholder: () => {
    throw new QueryError("INVALID_PARAMETER_USAGE: Incorrect number of parameters", errorType.syntax);
  },
};

function rewriteFunction(tree: Tree, inside: Tree): void {
  const name = String(inside.name).toLowerCase();
  if (!trinoFunctions.has(name)) {
    throw new QueryError(`FUNCTION_NOT_FOUND: the local host does not have the function '${name}'`, errorType.syntax);
  }
  const args = parts(inside, "args");
  if (name === "date_add") replace(tree, added(args));
  else if (name === "dow") inside.name = "day_of_week";
  else if (name === "doy") inside.name = "day_of_year";
  else if (name === "from_iso8601_date" || name === "date") replace(tree, cast(args[0] ?? {}, { data_type: "date" }));
  else if (name === "from_unixtime" && args.length > 1) {
    throw new QueryError("NOT_SUPPORTED: the local host has from_unixtime of one argument", errorType.unsupported);
  } else if (name === "concat" || name === "greatest" || name === "least") {
    replace(tree, nested(macroOf[name] ?? name, args));
  } else if (macroOf[name] !== undefined) inside.name = macroOf[name];
}

/** The library knows only numbers as amounts of `date_add('day', n, d)`; here it is a macro of each unit. */
function added([unit = {}, amount = {}, time = {}]: readonly Tree[]): Tree {
  const [kind, { value }] = opened(unit);
  const name = String(value).toLowerCase();
  if (kind !== "literal" || !addedUnits.includes(name)) {
    throw new QueryError(`INVALID_FUNCTION_ARGUMENT: '${name}' is not a valid Timestamp field`, errorType.argument);
  }
  return called(`athena_add_${name}`, [amount, time]);
}

/** `f(f(a, b), c)` for `f(a, b, c)`. */
function nested(name: string, args: readonly Tree[]): Tree {
  const [first = {}, ...rest] = args;
  return rest.reduce((left, right) => called(name, [left, right]), first);
}

function called(name: string, args: readonly Tree[]): Tree {
  const how = { distinct: false, trailing_comments: [], use_bracket_syntax: false, no_parens: false, quoted: false };
  return { function: { name, args: [...args], ...how } };
}

function cast(value: Tree, to: Tree): Tree {
  return { cast: { this: value, to, trailing_comments: [], double_colon_syntax: false } };
}

/** The library takes a zone's name behind a time for none. */
function rewriteLiteral(tree: Tree, { literal_type: kind, value }: Tree): void {
  if (kind === "timestamp" && isZoned(String(value))) {
    const to = { data_type: "timestamp", precision: null, timezone: true };
    replace(tree, cast({ literal: { literal_type: "string", value } }, to));
  }
}

/** Whether a time has a zone: `2024-03-30 00:00:00 Europe/Brussels`, `2024-03-30 00:00:00+01:00`. */
export function isZoned(time: string): boolean {
  return /^[^ T]+[ T][\d:.]+\s*[+\-A-Za-z]/.test(time.trim());
}

/** Times have the precision that DuckDB has, and texts any length. */
function rewriteType(type: Tree): void {
  if (type.data_type === "timestamp") type.precision = null;
  if (type.data_type === "var_char" || type.data_type === "char") type.length = null;
}

const named = new Set(["alias", "column", "star", "dot"]);

/** A column without a name is `_col<its place>`. */
function nameColumns(select: Tree): void {
  if (!Array.isArray(select.expressions)) return;
  select.expressions = parts(select, "expressions").map((expression, index) => {
    if (named.has(opened(expression)[0])) return expression;
    const alias = { this: expression, alias: identifier(`_col${index}`), column_aliases: [] };
    return { alias: { ...alias, pre_alias_comments: [], trailing_comments: [] } };
  });
}
