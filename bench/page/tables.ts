import { markdownTable } from "../../core/emit/markdownTable.ts";
import { counted } from "../../local/cli/counted.ts";
import { median } from "../measure/median.ts";
import type { Found, Result } from "../Result.ts";

/** What each engine is compared with: what is usually written by hand with its own library. */
const yardsticks: Readonly<Record<string, string>> = {
  inline: "papaparse by hand",
  duckdb: "DuckDB by hand",
  spark: "Spark by hand, one region",
};

const head = ["", "seconds", "without session", "MB/s", "speed", "peak MB", "files", "Parquet MB"];

/** The results of one file, as a Markdown table: medians, and how fast each engine is against its yardstick. */
export function resultTable({ bytes, contestants }: Result): string {
  const rows = contestants.map((each) => {
    if (each.seconds.length === 0) return [nameOf(each), ...head.slice(1).map(() => "")];
    const seconds = median(each.seconds);
    const yardstick = contestants.find(({ name, seconds: some }) => name === yardsticks[each.name] && some.length > 0);
    return [
      nameOf(each),
      seconds.toFixed(1),
      workOf(each)?.toFixed(1) ?? "",
      String(Number((bytes / 1e6 / seconds).toPrecision(3))),
      yardstick === undefined ? "" : against(each, yardstick),
      String(Math.round(median(each.peakBytes) / 1e6)),
      String(each.files),
      (each.outputBytes / 1e6).toFixed(1),
    ];
  });
  return markdownTable(head, rows);
}

/** With its rounds where it did not run in turn with the others, and with those that it did not live through. */
function nameOf(found: Found): string {
  const { name, crashes = [], apart = false } = found;
  const rounds = roundsOf(found);
  const named = apart ? `${name} (apart, ${counted(rounds, "round")})` : name;
  if (crashes.length === 0) return named;
  const signals = [...new Set(crashes)].join(", ");
  return `${named}: crashed in ${crashes.length} of ${rounds} rounds (${signals})`;
}

/** The speed with all that a process takes, and, where both tell it, without the start of a session. */
function against(one: Found, other: Found): string {
  const whole = `${speed(one.seconds, other.seconds).toFixed(2)}x`;
  if (one.workSeconds === undefined || other.workSeconds === undefined) return whole;
  return `${whole}, ${speed(one.workSeconds, other.workSeconds).toFixed(2)}x without session`;
}

/** Round by round, as far as both ran in the same ones: a machine may be slower in one than in another. */
function speed(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) return median(other) / median(one);
  return median(one.map((seconds, round) => (other[round] ?? seconds) / seconds));
}

function workOf({ workSeconds }: Found): number | undefined {
  return workSeconds && median(workSeconds);
}

/** How often it ran. */
export function roundsOf({ seconds, crashes = [] }: Found): number {
  return seconds.length + crashes.length;
}
