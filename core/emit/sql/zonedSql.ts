import type { TypeOf } from "./SqlDialect.ts";
import type { TypedSql } from "./TypedSql.ts";

/** How a dialect reckons with times, in SQL; times are what it holds local and UTC times as. */
export interface ZoneSql {
  /** The local time of a UTC time in the column's zone. */
  wallClock(utc: string): string;
  /** A day, to be added to a time. */
  readonly day: string;
}

/**
 * The UTC time of a local one, as Temporal finds it: the zone's offsets a day before and a day after give two
 * candidates, and one counts that maps back to the local time. In a gap neither does; in a repeat both do.
 * @see https://tc39.es/proposal-temporal/#sec-temporal-disambiguatepossibleepochnanoseconds
 */
export function zonedSql(
  { wallClock, day }: ZoneSql,
  { zone, disambiguation }: TypeOf<"timestamp">,
  local: string,
  suffix: string,
): TypedSql {
  if (zone === "UTC") return { steps: [], value: local, checks: [] };
  const candidate = (near: string) => `${local} - (${wallClock(near)} - (${near}))`;
  const [before, after] = [`before${suffix}`, `after${suffix}`];
  const [beforeFits, afterFits] = [`before_fits${suffix}`, `after_fits${suffix}`];
  const fitting = `WHEN ${beforeFits} THEN ${before} WHEN ${afterFits} THEN ${after}`;
  const repeated = `${beforeFits} AND ${afterFits}`;
  const values = {
    reject: `CASE ${fitting} END`,
    earlier: `CASE WHEN ${repeated} THEN least(${before}, ${after}) ${fitting} ELSE ${after} END`,
    later: `CASE WHEN ${repeated} THEN greatest(${before}, ${after}) ${fitting} ELSE ${before} END`,
    compatible: `CASE WHEN ${repeated} THEN least(${before}, ${after}) ${fitting} ELSE ${before} END`,
  };
  return {
    steps: [
      {
        [before]: candidate(`${local} - ${day}`),
        [after]: candidate(`${local} + ${day}`),
      },
      { [beforeFits]: `${wallClock(before)} = ${local}`, [afterFits]: `${wallClock(after)} = ${local}` },
    ],
    value: values[disambiguation],
    checks:
      disambiguation === "reject"
        ? [
            { reason: "nonexistent_time", when: `NOT ${beforeFits} AND NOT ${afterFits}` },
            { reason: "ambiguous_time", when: `${repeated} AND ${before} <> ${after}` },
          ]
        : [],
  };
}
