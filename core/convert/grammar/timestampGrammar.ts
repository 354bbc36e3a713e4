import { calendar } from "./calendar.ts";
import type { Grammar } from "./Grammar.ts";

/** The groups of `timestampGrammar`; second, fraction and offset may be missing: undefined, or empty in RE2. */
export const timestampGroups = {
  year: 1,
  month: 2,
  day: 3,
  hour: 4,
  minute: 5,
  second: 6,
  fraction: 7,
  /** `Z`, `z`, or a sign with hours and optional minutes: `+02`, `+0200`, `+02:00`; up to 18:59. */
  offset: 8,
} as const;

const date = `(${calendar.year})-(${calendar.month})-(${calendar.day})`;
const time = "([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.]([0-9]{1,6}))?)?";
const offset = "([zZ]|[+-](?:0[0-9]|1[0-8])(?::?[0-5][0-9])?)?";

/** A timestamp as ISO 8601 writes it, T or one space between date and time. Its day may not exist. */
export const timestampGrammar: Grammar = { source: `${date}[ T]${time}${offset}`, reason: "invalid_timestamp" };
