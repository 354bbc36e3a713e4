import { offsetSeconds } from "../../core/convert/values/offsetSeconds.ts";
import type { Database } from "./openDatabase.ts";

const week = 7 * 24 * 3600;
const first = Date.UTC(1970, 0, 1) / 1000;
const last = Date.UTC(2100, 0, 1) / 1000;
const known = new Map<string, number | null>();

/**
 * When DuckDB's time zone data first tells another offset than Node's, whose data may be newer, in seconds of the Unix
 * epoch and to the week; null where they agree from 1970 to 2100. What was found is kept for the process.
 */
export async function zoneDifference(database: Database, zone: string): Promise<number | null> {
  const found = known.get(zone);
  if (found !== undefined) return found;
  const difference = await firstDifference(database, zone);
  known.set(zone, difference);
  return difference;
}

async function firstDifference(database: Database, zone: string): Promise<number | null> {
  const rows = await database.rows(
    `SELECT second, CAST(epoch(timezone($zone, make_timestamptz(second * 1000000))) - second AS INTEGER) AS shift
     FROM (SELECT unnest(range(${first}, ${last}, ${week})) AS second) ORDER BY second`,
    { zone },
  );
  const different = rows.find(({ second, shift }) => offsetSeconds(zone, Number(second)) !== shift);
  return different === undefined ? null : Number(different.second) - week;
}
