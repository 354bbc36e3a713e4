import { markdownTable } from "../../core/emit/markdownTable.ts";
import { median } from "../measure/median.ts";
import type { Found, Result } from "../Result.ts";

/** What each engine is compared with: what is usually written by hand with its own library. */
const yardsticks: Readonly<Record<string, string>> = {
  inline: "papaparse by hand",
  duckdb: "DuckDB by hand",
  spark: "Spark by hand, one region",
};

/** The results of one file, as a Markdown table: medians, and how fast each engine is against its yardstick. */
export function resultTable({ bytes, contestants }: Result): string {
  const rows = contestants.map((each) => {
    const seconds = median(each.seconds);
    const yardstick = contestants.find(({ name }) => name === yardsticks[each.name]);
    return [
      each.name,
      seconds.toFixed(1),
      workOf(each)?.toFixed(1) ?? "",
      String(Number((bytes / 1e6 / seconds).toPrecision(3))),
      yardstick === undefined ? "" : against(each, yardstick),
      String(Math.round(median(each.peakBytes) / 1e6)),
      String(each.files),
      (each.outputBytes / 1e6).toFixed(1),
    ];
  });
  const head = ["", "seconds", "without session", "MB/s", "speed", "peak MB", "files", "Parquet MB"];
  return markdownTable(head, rows);
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
