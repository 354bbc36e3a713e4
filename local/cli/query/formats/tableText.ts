import Table from "cli-table3";
import { bareBorders } from "../../bareBorders.ts";
import { counted } from "../../counted.ts";
import { printable } from "../../printable.ts";
import type { Cell, Result, ResultRow } from "../Result.ts";

/** Rows that a table shows. */
const limit = 100;
/** Characters that a cell shows: a decimal of 38 digits fits. */
const widest = 48;

/** A result for a person: its first rows as a table, null as `∅`, and how many rows were left out. */
export async function* tableText(result: Result): AsyncGenerator<string> {
  const { columns, totalRows } = result;
  const table = new Table({
    head: columns.map(({ name }) => shown(name)),
    colAligns: columns.map(({ align }) => align),
    chars: { ...bareBorders, middle: "  ", mid: "─", "mid-mid": "──" },
    style: { compact: true, "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  for (const row of await firstRows(result)) table.push(row.map(shown));
  yield `${table.toString()}\n${footer(totalRows)}\n`;
}

async function firstRows({ pages }: Result): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  for await (const page of pages) {
    rows.push(...page.slice(0, limit - rows.length));
    if (rows.length === limit) break;
  }
  return rows;
}

function shown(cell: Cell): string {
  if (cell === null) return "∅";
  const letters = [...printable(cell)];
  return letters.length > widest ? `${letters.slice(0, widest - 1).join("")}…` : letters.join("");
}

function footer(total: number): string {
  return total <= limit
    ? `(${counted(total, "row")})`
    : `(${counted(total, "row")}; ${counted(total - limit, "row")} left out: --format csv, json or parquet has them all)`;
}
