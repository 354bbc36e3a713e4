import type { Cell, Result, ResultRow } from "../Result.ts";
import type { ResultColumn } from "../ResultColumn.ts";
import { requireDistinct } from "../requireDistinct.ts";

/**
 * A result as a JSON array with an object a row, a line each, in the order of the columns. What a number of JSON would
 * not keep is a string: bigint, decimal, NaN and the infinities.
 */
export async function* jsonText({ columns, pages }: Result): AsyncGenerator<string> {
  requireDistinct(columns, "json");
  const names = columns.map(({ name }) => JSON.stringify(name));
  let between = "[\n";
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield between + rows.map((row) => objectOf(names, columns, row)).join(",\n");
    between = ",\n";
  }
  yield between === ",\n" ? "\n]\n" : "[]\n";
}

/** Written by hand: a JavaScript object would reorder names that are numbers, and lose one that is `__proto__`. */
function objectOf(names: readonly string[], columns: readonly ResultColumn[], row: ResultRow): string {
  return `{${columns.map((column, index) => `${names[index]}:${tokenOf(column, row[index] ?? null)}`).join(",")}}`;
}

function tokenOf({ json }: ResultColumn, cell: Cell): string {
  if (cell === null) return "null";
  if (json === "number" && Number.isFinite(Number(cell))) return cell;
  return json === "boolean" ? cell : JSON.stringify(cell);
}
