import { GlueClient, paginateGetPartitions } from "@aws-sdk/client-glue";
import type { Target } from "../target/Target.ts";
import { AthenaQueries, type AthenaRow, type QueryCost } from "./AthenaQueries.ts";
import type { Quarter } from "./dayChart.ts";
import type { TrafficPipeline } from "./TrafficPipeline.ts";

/** What the traffic table holds, and a location of it. */
export interface TrafficLook {
  readonly rows: number;
  readonly partitions: number;
  readonly locations: number;
  /** The location that was looked at: one with jams, on a fast road if there is one. */
  readonly location: string;
  /** Its days, `YYYY-MM-DD`, in order. */
  readonly days: readonly { readonly day: string; readonly quarters: readonly Quarter[] }[];
  /** What each day's INSERT took, and what the questions took together. */
  readonly inserts: readonly QueryCost[];
  readonly questions: QueryCost;
}

/** Looks at the traffic table by Athena: how much there is, and how a location with jams went. */
export async function lookAtTraffic(
  target: Pick<Target, "clientConfig">,
  pipeline: TrafficPipeline,
): Promise<TrafficLook> {
  const athena = new AthenaQueries(target, pipeline);
  const inserts = await athena.inserts();
  const counts = await athena.run(countsOf(pipeline));
  const jammed = await athena.run(jammedOf(pipeline));
  const location = jammed.rows[0]?.location ?? "";
  const went = await athena.run(quartersOf(pipeline), [`'${location.replaceAll("'", "''")}'`]);
  const answers = [counts, jammed, went];
  const sum = (of: keyof QueryCost) => answers.reduce((total, answer) => total + answer[of], 0);
  return {
    rows: numberOf(counts.rows[0], "records"),
    locations: numberOf(counts.rows[0], "locations"),
    partitions: await partitionsOf(target, pipeline),
    location,
    days: daysOf(went.rows),
    inserts,
    questions: { scanned: sum("scanned"), seconds: sum("seconds") },
  };
}

const countsOf = ({ table }: TrafficPipeline) =>
  `SELECT count(*) AS records, count(DISTINCT location) AS locations FROM ${table}`;

const jammedOf = ({ table }: TrafficPipeline) => `SELECT location
FROM ${table}
GROUP BY location
ORDER BY
  CASE WHEN max(avg_speed_20_minutes) >= 90 THEN 0 ELSE 1 END,
  sum(CASE WHEN traffic_jam_indicator = 1 THEN 1 ELSE 0 END) DESC,
  location
LIMIT 1`;

const quartersOf = ({ table }: TrafficPipeline) => `SELECT year, month, day, hour, quarter,
  avg(current_speed) AS speed,
  avg(CASE WHEN traffic_jam_indicator = 1 THEN 1e0 ELSE 0e0 END) AS jam
FROM (
  SELECT year, month, day, hour, minute(recorded_at) / 15 AS quarter, current_speed, traffic_jam_indicator
  FROM ${table}
  WHERE location = ?
) minutes
GROUP BY year, month, day, hour, quarter
ORDER BY year, month, day, hour, quarter`;

function daysOf(rows: readonly AthenaRow[]): TrafficLook["days"] {
  const byDay = Map.groupBy(rows, (row) => {
    const [year, month, day] = ["year", "month", "day"].map((part) => String(row[part]).padStart(2, "0"));
    return `${year}-${month}-${day}`;
  });
  return [...byDay].map(([day, own]) => ({
    day,
    quarters: own.map((row) => ({
      quarter: numberOf(row, "hour") * 4 + numberOf(row, "quarter"),
      speed: numberOf(row, "speed"),
      jam: numberOf(row, "jam"),
    })),
  }));
}

async function partitionsOf(
  { clientConfig }: Pick<Target, "clientConfig">,
  pipeline: TrafficPipeline,
): Promise<number> {
  const client = new GlueClient(clientConfig(pipeline.region));
  const asked = { DatabaseName: pipeline.database, TableName: pipeline.table };
  let count = 0;
  for await (const { Partitions = [] } of paginateGetPartitions({ client }, asked)) count += Partitions.length;
  client.destroy();
  return count;
}

function numberOf(row: AthenaRow | undefined, column: string): number {
  return Number(row?.[column] ?? Number.NaN);
}
