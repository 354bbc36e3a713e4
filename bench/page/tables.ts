import { markdownTable } from "../../core/emit/markdownTable.ts";
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
  const most = Math.max(...contestants.map(roundsOf));
  const rows = contestants.map((each) => {
    if (each.seconds.length === 0) return [nameOf(each, most), ...head.slice(1).map(() => "")];
    const seconds = median(each.seconds);
    const yardstick = contestants.find(({ name, seconds: some }) => name === yardsticks[each.name] && some.length > 0);
    return [
      nameOf(each, most),
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

/** With its rounds where others had more, and with those that it did not live through. */
function nameOf(found: Found, most: number): string {
  const { name, crashes = [] } = found;
  const rounds = roundsOf(found);
  const fewer = rounds === most ? name : `${name} (${rounds === 1 ? "1 round" : `${rounds} rounds`})`;
  if (crashes.length === 0) return fewer;
  const signals = [...new Set(crashes)].join(", ");
  return `${fewer}: crashed in ${crashes.length} of ${rounds} rounds (${signals})`;
}

/** The speed with all that a process takes, and, where both tell it, without the start of a session. */
function against(one: Found, other: Found): string {
  const times = (seconds: number, of: number) => `${(of / seconds).toFixed(2)}x`;
  const whole = times(median(one.seconds), median(other.seconds));
  const [work, of] = [workOf(one), workOf(other)];
  return work === undefined || of === undefined ? whole : `${whole}, ${times(work, of)} without session`;
}

function workOf({ workSeconds }: Found): number | undefined {
  return workSeconds && median(workSeconds);
}

/** How often it ran. */
export function roundsOf({ seconds, crashes = [] }: Found): number {
  return seconds.length + crashes.length;
}
