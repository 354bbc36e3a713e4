import { identifierText, isTree, opened, part, parts, type Tree } from "../lake/sqlTree.ts";
import { errorType, QueryError } from "./QueryError.ts";
import { isZoned } from "./rewriteTrino.ts";

/**
 * How DuckDB holds a time that has a zone in Athena: `local` is the wall time of a zone that the statement names,
 * `instant` a point in time whose own zone is lost.
 */
type Zone = "none" | "local" | "instant";
type Names = Map<string, Zone>;

const fields = new Set(
  "year month day hour minute second quarter week week_of_year day_of_week dow day_of_month day_of_year doy".split(" "),
);
const comparisons = new Set(
  "eq neq lt lte gt gte between in is_null is_true is_false like exists not and or".split(" "),
);
const outward = new Set(["to_unixtime", "date_diff", "count", "count_if", "approx_distinct"]);

/**
 * Refuses what would mean something else here than on AWS: in Athena a time keeps its zone, and its fields are those of
 * that zone; DuckDB's has none of its own. `year(at_timezone(t, 'Europe/Brussels'))` is the same in both, also where a
 * query names the inner part in between.
 *
 * @throws QueryError naming what to write instead
 * @see https://trino.io/docs/current/language/types.html#timestamp-p-with-time-zone
 */
export function checkZones(tree: Tree): void {
  const names: Names = new Map();
  for (const zone of query(tree, names)) {
    if (zone === "local") refuse("a query's result");
  }
}

/** The zones of a query's columns. */
function query(tree: Tree, names: Names): Zone[] {
  const [kind, inside] = opened(tree);
  for (const cte of parts(part(inside, "with"), "ctes")) name(query(part(cte, "this"), names), cte.columns, names);
  if (kind === "select") return select(inside, names);
  if (kind === "subquery") return query(part(inside, "this"), names);
  if (kind === "union" || kind === "intersect" || kind === "except") {
    const left = query(part(inside, "left"), names);
    const right = query(part(inside, "right"), names);
    return left.map((zone, index) => (zone === "none" ? (right[index] ?? zone) : zone));
  }
  inner(inside, names);
  return [];
}

function select(inside: Tree, names: Names): Zone[] {
  const { from, joins: _, expressions: __, with: ___, ...rest } = inside;
  const conditions = parts(inside, "joins").map(({ on }) => on);
  source(from, names);
  for (const join of parts(inside, "joins")) source(join.this, names);
  const columns = parts(inside, "expressions").map(
    (expression) => [nameOf(expression), zoneOf(expression, names)] as const,
  );
  inner([rest, conditions], names);
  for (const [column, zone] of columns) if (column !== undefined) names.set(column, zone);
  return columns.map(([, zone]) => zone);
}

/** What is read: a query in it may have any column, as it has a name. */
function source(value: unknown, names: Names): void {
  if (Array.isArray(value)) {
    for (const each of value) source(each, names);
  } else if (isTree(value)) {
    const [kind, inside] = opened(value);
    if (kind === "subquery") name(query(value, names), inside.column_aliases, names);
    else for (const each of Object.values(value)) source(each, names);
  }
}

/** Gives the columns of a query names where it lists them. */
function name(zones: readonly Zone[], columns: unknown, names: Names): void {
  if (!Array.isArray(columns)) return;
  for (const [index, column] of columns.entries()) names.set(identifierText(column) ?? "", zones[index] ?? "none");
}

function nameOf(expression: Tree): string | undefined {
  const [kind, inside] = opened(expression);
  return kind === "alias" ? identifierText(inside.alias) : kind === "column" ? identifierText(inside.name) : undefined;
}

/** The zone of an expression. */
function zoneOf(tree: Tree, names: Names): Zone {
  const [kind, inside] = opened(tree);
  const called = kind === "function" ? String(inside.name).toLowerCase() : kind;
  const args = parts(inside, "args");
  if (kind === "select" || kind === "union" || kind === "subquery") return query(tree, names)[0] ?? "none";
  if (kind === "column") return names.get(identifierText(inside.name) ?? "") ?? "none";
  if (kind === "alias" || kind === "paren") return zoneOf(part(inside, "this"), names);
  if (kind === "literal")
    return inside.literal_type === "timestamp" && isZoned(String(inside.value)) ? "instant" : "none";
  if (kind === "cast" || kind === "try_cast") return ofCast(inside, names);
  if (kind === "at_time_zone") return moved(part(inside, "this"), names);
  if (called === "at_timezone") return moved(args[0] ?? {}, names);
  if (called === "from_iso8601_timestamp" || called === "with_timezone") {
    inner(args, names);
    return "instant";
  }
  if (fields.has(called) || kind === "extract" || called === "date")
    return ofField(args[0] ?? part(inside, "this"), names);
  if (called === "date_trunc") return args[1] === undefined ? "none" : zoneOf(args[1], names);
  const zone = inner(inside, names);
  return comparisons.has(kind) || outward.has(called) ? "none" : zone;
}

function ofField(value: Tree, names: Names): Zone {
  if (zoneOf(value, names) === "instant") refuseInstant();
  return "none";
}

function ofCast(inside: Tree, names: Names): Zone {
  const zone = zoneOf(part(inside, "this"), names);
  const to = part(inside, "to");
  const isTime = to.data_type === "timestamp" && to.timezone === true;
  if (zone === "local" && (isTime || to.data_type === "var_char" || to.data_type === "char")) refuse("a cast");
  if (zone === "instant" && !isTime) refuseInstant();
  return isTime ? zone : "none";
}

function moved(value: Tree, names: Names): Zone {
  if (zoneOf(value, names) === "local") refuse("another AT TIME ZONE");
  return "local";
}

/** What is within anything else: a wall time must not be, an instant makes the whole one. */
function inner(value: unknown, names: Names): Zone {
  if (Array.isArray(value)) {
    const zones = value.map((each) => inner(each, names));
    return zones.includes("instant") ? "instant" : "none";
  }
  if (!isTree(value)) return "none";
  const keys = Object.keys(value);
  if (keys.length === 1 && isTree(value[keys[0] ?? ""])) {
    const zone = zoneOf(value, names);
    if (zone === "local") refuse("anything else");
    return zone;
  }
  const zones = Object.values(value).map((each) => inner(each, names));
  return zones.includes("instant") ? "instant" : "none";
}

function refuse(where: string): never {
  const what = `the local host has a time AT TIME ZONE in fields and in casts to date or timestamp, not in ${where}`;
  throw new QueryError(`NOT_SUPPORTED: ${what}`, errorType.unsupported);
}

function refuseInstant(): never {
  const what = "the fields of a time are those of its own zone, which the local host does not keep";
  throw new QueryError(`NOT_SUPPORTED: ${what}: write at_timezone(<time>, 'UTC')`, errorType.unsupported);
}
