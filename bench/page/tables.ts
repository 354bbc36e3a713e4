import { markdownTable } from "../../core/emit/markdownTable.ts";
import { median } from "../measure/median.ts";
import type { Found, Result } from "../Result.ts";

/** What every time is compared with. */
const yardstick = "by hand, one region";

/** One size's results, as a Markdown table: medians, and how fast each is against the hand-written job. */
export function resultTable({ bytes, contestants }: Result): string {
  const base = contestants.find(({ name }) => name === yardstick);
  const against = (seconds: number, of: number | undefined) =>
    of === undefined ? "" : `${(of / seconds).toFixed(2)}x`;
  const rows = contestants.map((each) => {
    const seconds = median(each.seconds);
    const work = workOf(each);
    return [
      each.name,
      seconds.toFixed(1),
      work?.toFixed(1) ?? "",
      String(Number((bytes / 1e6 / seconds).toPrecision(3))),
      against(seconds, base && median(base.seconds)),
      work === undefined ? "" : against(work, base && workOf(base)),
      String(Math.round(median(each.peakBytes) / 1e6)),
      String(each.files),
      (each.outputBytes / 1e6).toFixed(1),
    ];
  });
  const head = ["", "seconds", "without session", "MB/s", "speed", "without session", "peak MB", "files", "Parquet MB"];
  return markdownTable(head, rows);
}

function workOf({ workSeconds }: Found): number | undefined {
  return workSeconds && median(workSeconds);
}
