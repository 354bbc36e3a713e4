import { counted } from "../counted.ts";
import { formatBytes } from "../formatBytes.ts";
import type { QueryCost } from "./AthenaQueries.ts";
import { dayChart, jamsOf } from "./dayChart.ts";
import type { TrafficLook } from "./lookAtTraffic.ts";

/** What was landed before. */
export interface LandedTraffic {
  readonly records: number;
  readonly bytes: number;
  readonly points: number;
}

/** For a person: what the traffic table holds and took, and how a location's days went, drawn. */
export function formatTraffic(look: TrafficLook, landed: LandedTraffic): string {
  const { rows, partitions, locations, location, days, inserts, questions } = look;
  const quarters = days.flatMap((each) => each.quarters);
  const top = Math.max(10, ...quarters.map(({ speed }) => Math.ceil(speed / 10) * 10));
  const drawn = days.map(({ day, quarters: own }) => {
    const jams = jamsOf(own).join(", ");
    return [
      `${location} on ${day}, km/h by quarter of an hour: ${jams ? `jams ${jams}` : "no jam"}`,
      ...dayChart(own, top),
    ].join("\n");
  });
  return [
    ...drawn,
    [
      `landed   ${counted(landed.records, "record")} of ${counted(landed.points, "measuring point")}, ${formatBytes(landed.bytes)} in gzip`,
      `table    ${counted(rows, "row")} of ${counted(locations, "location")} in ${counted(partitions, "partition")}`,
      ...inserts.map((insert, index) => `INSERT ${index + 1} ${costText(insert)}`),
      `queries  ${costText(questions)}`,
    ].join("\n"),
  ].join("\n\n");
}

function costText({ scanned, seconds }: QueryCost): string {
  return `${formatBytes(scanned)} scanned in ${seconds.toFixed(1)} s`;
}
