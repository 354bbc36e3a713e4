import { markdownTable } from "../../core/emit/markdownTable.ts";
import { sizeText } from "../data/sizeText.ts";
import { median } from "../measure/median.ts";
import type { TrafficResult, TrafficRound } from "../traffic/TrafficResult.ts";

/** The part of the page on the traffic pipeline; none where it was not run. */
export function trafficSections(traffic: TrafficResult | undefined): string[] {
  if (traffic === undefined) return [];
  const counts = [...new Set(traffic.rounds.map(({ days }) => days))];
  const engines = [...new Set(traffic.rounds.map(({ engine }) => engine))];
  const rounds = traffic.rounds.length / counts.length / engines.length;
  const command = `npm run bench -- traffic --engine ${engines.join(" ")} --days ${counts.join(" ")} --points ${traffic.points} --rounds ${rounds}`;
  return [
    `## Traffic by event time

\`${command}\`, on ${traffic.at.slice(0, 10)}, when the machine had a load of ${traffic.load.toFixed(1)}: ${traffic.points} measuring points, a record a
minute each, of as many days; medians. "query alone" is DuckDB's time for the statement of these days, from the same gzip files to
Parquet by partition, in a process of its own (bench/traffic/bare.ts); "repartition" is what the pipeline takes for it on a
local host, from \`Repartition\` begun to ended: statements or jobs, staging, commits. The rest of "whole" crawls the raw files and the
result, and waits for that, 30 s each time, as the flow has it. Memory is that of the host with its functions, and of the
query alone.

${trafficTable(traffic)}`,
  ];
}

/** A row for each engine and number of days. */
export function trafficTable({ rounds }: TrafficResult): string {
  const head = [
    "engine",
    "days",
    "rows",
    "query alone",
    "repartition",
    "ratio",
    "whole",
    "scanned",
    "memory",
    "of the query",
  ];
  const rows = [...Map.groupBy(rounds, ({ engine, days }) => `${engine} ${days}`)].map(([name, each]) =>
    rowOf(name.split(" "), each),
  );
  return markdownTable(head, rows);
}

function rowOf(names: readonly string[], rounds: readonly TrafficRound[]): string[] {
  const of = (read: (round: TrafficRound) => number) => median(rounds.map(read));
  return [
    ...names,
    String(of(({ rows }) => rows)),
    `${of(({ bare }) => bare).toFixed(1)} s`,
    `${of(({ repartition }) => repartition).toFixed(1)} s`,
    `${of(({ repartition, bare }) => repartition / bare).toFixed(2)}x`,
    `${of(({ pipeline }) => pipeline).toFixed(1)} s`,
    sizeText(of(({ scannedBytes }) => scannedBytes)),
    sizeText(of(({ peakBytes }) => peakBytes)),
    sizeText(of(({ barePeakBytes }) => barePeakBytes)),
  ];
}
