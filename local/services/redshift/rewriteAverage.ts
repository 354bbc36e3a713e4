import { isTree, opened, part, replace, type Tree } from "../lake/sqlTree.ts";

/**
 * `AVG(x)` as `SUM(x) / COUNT(x)`, in place: of whole numbers it is a whole number in Redshift, and a double in DuckDB.
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_AVG.html
 */
export function rewriteAverage(tree: Tree): void {
  const [kind, inside] = opened(tree);
  if (kind === "avg") {
    replace(
      tree,
      quotient((name) => aggregate(name, inside)),
    );
  } else if (kind === "window_function" && isTree(part(inside, "this").avg)) {
    const average = part(part(inside, "this"), "avg");
    replace(
      tree,
      quotient((name) => ({ window_function: { ...structuredClone(inside), this: aggregate(name, average) } })),
    );
  }
}

function aggregate(name: "sum" | "count", average: Tree): Tree {
  const copy = structuredClone(average);
  return { [name]: name === "count" ? { ...copy, star: false, original_name: "count" } : { ...copy, name: "sum" } };
}

function quotient(of: (name: "sum" | "count") => Tree): Tree {
  const comments = { left_comments: [], operator_comments: [], trailing_comments: [] };
  return { paren: { this: { div: { left: of("sum"), right: of("count"), ...comments } }, trailing_comments: [] } };
}
