import Table from "cli-table3";
import type { Reject } from "../../../core/convert/Reject.ts";
import { bareBorders } from "../bareBorders.ts";
import { printable } from "../printable.ts";

/** What is told of a run's rejects. */
export interface ShownRejects {
  readonly run: string;
  readonly region: string;
  readonly from: "published" | "staged";
  /** How many there are. */
  readonly rejected: number;
  /** The first of them. */
  readonly rejects: readonly Reject[];
}

const style = { "padding-left": 0, "padding-right": 2, head: [], border: [] };

/** Rejects for a person: a line for each error of a record, the text beside the first. */
export function formatRejects({ region, from, rejected, rejects }: ShownRejects): string {
  const told = `${rejected.toLocaleString("en-US")} rejected, ${from} in ${region}`;
  if (rejects.length === 0) return `${told}\n`;
  const table = new Table({ chars: bareBorders, style, head: ["record", "column", "reason", "raw"] });
  for (const { record, errors, raw } of rejects) {
    for (const [index, { column, reason }] of errors.entries()) {
      const first = index === 0;
      table.push([first ? `${record}` : "", printable(column ?? ""), reason, first ? shorten(raw) : ""]);
    }
  }
  const lines = table.toString().split("\n");
  const more = rejected - rejects.length;
  return [
    ...lines.map((line) => line.trimEnd()),
    "",
    more > 0 ? `${told}; ${more} more than are shown (--limit)` : told,
    "",
  ].join("\n");
}

function shorten(raw: string): string {
  const line = printable(raw);
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
