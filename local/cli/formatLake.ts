import Table from "cli-table3";
import { bareBorders } from "./bareBorders.ts";
import { counted } from "./counted.ts";
import { formatBytes } from "./formatBytes.ts";
import type { LakeTable } from "./lakeTable.ts";
import { printable } from "./printable.ts";

/** What lies in the lakes, for a person: a line per region and dataset, rejects by reason, and the first rows. */
export function formatLake(tables: readonly LakeTable[]): string {
  return tables.map(formatTable).join("\n\n");
}

function formatTable(table: LakeTable): string {
  const { region, dataset, files, rows, bytes, rejectedRows, reasons, firstRows } = table;
  const counts = `${counted(files, "file")}, ${counted(rows, "row")}, ${formatBytes(bytes)}`;
  const why = reasons.map(({ reason, count }) => `${reason} ${count}`).join(", ");
  return [
    `${region}  ${dataset}: ${counts}; ${counted(rejectedRows, "row")} rejected${why === "" ? "" : ` (${why})`}`,
    ...(firstRows.length === 0 ? [] : [formatRows(firstRows)]),
  ].join("\n");
}

/** Rows stand as columns: a table of fifteen columns would not fit a terminal. */
function formatRows(rows: readonly Record<string, string | null>[]): string {
  const table = new Table({
    chars: bareBorders,
    style: { "padding-left": 2, "padding-right": 0, head: [], border: [] },
  });
  for (const name of Object.keys(rows[0] ?? {})) {
    table.push([name, ...rows.map((row) => shorten(row[name] ?? "null"))]);
  }
  return table.toString();
}

function shorten(text: string): string {
  const line = printable(text.replaceAll(/\s+/g, " "));
  return line.length > 30 ? `${line.slice(0, 29)}…` : line;
}
