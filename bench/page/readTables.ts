import { markdownTable } from "../../core/emit/markdownTable.ts";
import { sizeText } from "../data/sizeText.ts";
import { median } from "../measure/median.ts";
import type { ReadResult, ReadWritten } from "../read/ReadResult.ts";

/** The part of the page on reading; none where nothing was read. */
export function readSections(reads: readonly ReadResult[]): string[] {
  if (reads.length === 0) return [];
  const bySize = reads.toSorted((a, b) => a.bytes - b.bytes);
  return [intro, ...bySize.map(section)];
}

const intro = `## Reading what was written

The Parquet of each engine, and the same rows sorted by the same columns and written by DuckDB at its best (one file a
partition, row groups of its default size), read by DuckDB in turn. "selective" is three columns of three days of one month;
"full" aggregates six columns of all rows. "speed" is against the faster of DuckDB's own two files. "scanned" is the
compressed size of the query's columns in the row groups that neither the partition nor the statistics of the footer rule
out: what Spectrum and Athena would bill. "without statistics" are columns that lack least and greatest value, or the count of
nulls, in some row group.`;

function section(result: ReadResult): string {
  const rounds = Math.max(...result.written.map(({ full }) => full.seconds.length));
  const command = `npm run bench -- read --size ${result.bytes} --rounds ${rounds}`;
  return `### Of ${sizeText(result.bytes)}\n\n\`${command}\`, on ${result.at.slice(0, 10)}\n\n${readTables(result)}`;
}

/** What the files are like, and how fast they are read, as two Markdown tables. */
export function readTables(result: ReadResult): string {
  return `${shapeTable(result)}\n\n${speedTable(result)}`;
}

function shapeTable({ bytes, written }: ReadResult): string {
  const head = [
    "",
    "files",
    "row groups",
    "rows a group",
    "Parquet MB",
    "a source byte",
    "largest file MB",
    "without statistics",
  ];
  const rows = written.map((each) => [
    each.name,
    String(each.files),
    String(each.rowGroups),
    String(Math.round(each.rows / each.rowGroups)),
    (each.outputBytes / 1e6).toFixed(1),
    (each.outputBytes / bytes).toFixed(3),
    (each.largestFileBytes / 1e6).toFixed(2),
    each.withoutStatistics.join(", ") || "none",
  ]);
  return markdownTable(head, rows);
}

function speedTable({ written }: ReadResult): string {
  const head = ["", ...["selective", "full"].flatMap((name) => [`${name}, ms`, "speed", "scanned kB", "row groups"])];
  const rows = written.map((each) => [
    each.name,
    ...(["selective", "full"] as const).flatMap((query) => askedCells(written, each, query)),
  ]);
  return markdownTable(head, rows);
}

function askedCells(written: readonly ReadWritten[], each: ReadWritten, query: "selective" | "full"): string[] {
  const { seconds, bytesScanned, rowGroupsRead } = each[query];
  const best = written.filter(({ name }) => name.startsWith("DuckDB at its best"));
  const fastest = Math.min(...best.map((other) => median(other[query].seconds)));
  const own = median(seconds);
  return [
    (own * 1000).toFixed(1),
    `${(fastest / own).toFixed(2)}x`,
    (bytesScanned / 1e3).toFixed(1),
    String(rowGroupsRead),
  ];
}
