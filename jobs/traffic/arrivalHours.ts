import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import { wholeHours } from "./wholeHours.ts";

/**
 * A test on `year`, `month`, `day` and `hour`, texts of whole numbers in UTC as a crawler has partition keys, that holds
 * from the hour of one instant to that of another, both included. Each key is compared alone, so that the catalog, and
 * not the query, leaves out the other partitions.
 * @see https://docs.aws.amazon.com/athena/latest/ug/glue-best-practices.html#glue-best-practices-partition-index
 */
export function arrivalHours(first: Date, last: Date): string {
  const days = new Map<string, number[]>();
  for (const at of wholeHours(first, last)) {
    const day = [
      equal("year", at.getUTCFullYear()),
      equal("month", at.getUTCMonth() + 1),
      equal("day", at.getUTCDate()),
    ].join(" AND ");
    days.set(day, [...(days.get(day) ?? []), at.getUTCHours()]);
  }
  const tests = [...days].map(([day, hours]) => (hours.length === 24 ? `(${day})` : `(${day} AND ${oneOf(hours)})`));
  return `(${tests.join("\n    OR ")})`;
}

function equal(key: string, value: number): string {
  return `${key} = ${sqlLiteral(String(value))}`;
}

function oneOf(hours: readonly number[]): string {
  return `hour IN (${hours.map((hour) => sqlLiteral(String(hour))).join(", ")})`;
}
