import { timestampGrammar } from "../../convert/grammar/timestampGrammar.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { CheckSql, TypedSql } from "../sql/TypedSql.ts";
import { zonedSql } from "../sql/zonedSql.ts";
import { matches } from "./matches.ts";
import { sparkLiteral } from "./sparkLiteral.ts";

const first = "-62135596800000000L";
const last = "253402300799999999L";

/**
 * The grammar but for the ranges of its numbers: in what it lets through beyond the grammar, Spark's cast finds no time,
 * apart from the year 0000. It takes half the time of the grammar itself.
 */
const shape = {
  source:
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?" +
    "(?:[zZ]|[+-](?:0[0-9]|1[0-8])(?::?[0-5][0-9])?)?",
};

/**
 * Reads a timestamp: by its offset, else in the column's zone. Steps are microseconds of the Unix epoch, local ones as
 * if they were UTC.
 */
export function timestampSql(type: TypeOf<"timestamp">, { text, id }: TextSql): TypedSql {
  const [offset, local, utc] = [`offset_${id}`, `local_${id}`, `utc_${id}`];
  const wallClock = (micros: string) =>
    `unix_micros(from_utc_timestamp(timestamp_micros(${micros}), ${sparkLiteral(type.zone)}))`;
  const zoned = zonedSql({ wallClock, day: "86400000000L" }, type, local, `_${id}`);
  return {
    steps: [
      { [offset]: offsetOf(text) },
      { [local]: localOf(text, offset) },
      ...zoned.steps,
      { [utc]: `CASE WHEN ${offset} <> '' THEN ${local} - ${microsOf(offset)} ELSE ${zoned.value} END` },
    ],
    value: `timestamp_micros(${utc})`,
    misses: { reason: timestampGrammar.reason, when: `${local} IS NULL` },
    checks: [
      ...zoned.checks.map(({ reason, when }): CheckSql => ({ reason, when: `${offset} = '' AND ${when}` })),
      { reason: "out_of_range", when: `${utc} < ${first} OR ${utc} > ${last}` },
    ],
  };
}

/** The offset, empty where there is none, else behind the minutes; NULL where the text has not the shape. */
function offsetOf(text: string): string {
  const signed = (sign: string) => {
    const place = `locate('${sign}', ${text}, 17)`;
    return `WHEN ${place} > 0 THEN substring(${text}, ${place})`;
  };
  return [
    `CASE WHEN NOT ${matches(text, shape)} OR ${text} < '0001' THEN NULL`,
    `WHEN endswith(${text}, 'Z') OR endswith(${text}, 'z') THEN 'Z'`,
    `${signed("+")} ${signed("-")} ELSE '' END`,
  ].join(" ");
}

/** NULL where the text is not of the grammar, or where the calendar has no such day. */
function localOf(text: string, offset: string): string {
  const time = `CASE WHEN ${offset} = '' THEN ${text} ELSE left(${text}, length(${text}) - length(${offset})) END`;
  return `CASE WHEN ${offset} IS NOT NULL THEN unix_micros(CAST(${time} AS timestamp)) END`;
}

/** Of an offset as the grammar has it: a letter, or a sign, two digits of hours and perhaps two of minutes. */
function microsOf(offset: string): string {
  const minutes = `CASE WHEN length(${offset}) > 3 THEN CAST(right(${offset}, 2) AS int) ELSE 0 END`;
  const size = `(CAST(substring(${offset}, 2, 2) AS int) * 60 + ${minutes})`;
  const sign = `CASE WHEN startswith(${offset}, '-') THEN -60000000L ELSE 60000000L END`;
  return `CASE WHEN length(${offset}) = 1 THEN 0L ELSE ${size} * ${sign} END`;
}
