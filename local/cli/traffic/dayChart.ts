/** A quarter of an hour of a day at a location. */
export interface Quarter {
  /** Quarters of an hour from local midnight by the clock, 0 to 95. */
  readonly quarter: number;
  /** Mean, km/h. */
  readonly speed: number;
  /** The share of its minutes that were jammed, 0 to 1. */
  readonly jam: number;
}

const quartersOfDay = 96;
const lines = 6;
const blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/**
 * Draws a day in block characters, a column a quarter of an hour: the speed, from 0 to `top` km/h, the quarters that
 * were jammed for half of their minutes at least, and the hours.
 */
export function dayChart(quarters: readonly Quarter[], top: number): string[] {
  const byQuarter = new Map(quarters.map((each) => [each.quarter, each]));
  const columns = Array.from({ length: quartersOfDay }, (_, quarter) => byQuarter.get(quarter));
  const rows = Array.from({ length: lines }, (_, row) => {
    const floor = lines - 1 - row;
    const label = row === 0 ? `${top}` : floor === 0 ? "0" : "";
    return line(label, columns.map((each) => blockOf(each, floor, top)).join(""));
  });
  const jammed = columns.map((each) => (each && isJam(each) ? "━" : " ")).join("");
  const hours = Array.from({ length: 8 }, (_, index) => `${3 * index}`.padEnd(12)).join("");
  return [...rows, line("jam", jammed), `     ${hours}`.trimEnd()];
}

/** When a day's jams were: `07:15-09:30`, by the clock. */
export function jamsOf(quarters: readonly Quarter[]): string[] {
  const jammed = new Set(quarters.filter(isJam).map(({ quarter }) => quarter));
  const starts = [...jammed].filter((quarter) => !jammed.has(quarter - 1)).sort((a, b) => a - b);
  return starts.map((start) => {
    let end = start;
    while (jammed.has(end)) end += 1;
    return `${clock(start)}-${clock(end)}`;
  });
}

function isJam({ jam }: Quarter): boolean {
  return jam >= 0.5;
}

function line(label: string, drawn: string): string {
  return `${label.padStart(4)}│${drawn}`.trimEnd();
}

/** The part of a column that stands in one of the lines, counted from the lowest. */
function blockOf(quarter: Quarter | undefined, floor: number, top: number): string {
  const eighths = Math.round(((quarter?.speed ?? 0) / top) * lines * 8);
  return blocks[Math.max(0, Math.min(8, eighths - floor * 8))] ?? "";
}

function clock(quarter: number): string {
  return `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;
}
