import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { Converted } from "../Converted.ts";
import { matcher } from "../grammar/matcher.ts";
import { timestampGrammar, timestampGroups } from "../grammar/timestampGrammar.ts";
import { isCalendarDay } from "./isCalendarDay.ts";
import { zonedTimes } from "./zonedTimes.ts";

const pattern = matcher(timestampGrammar.source);

/** The first and the last second that a value may lie in, in milliseconds. */
const firstSecond = Date.parse("0001-01-01T00:00:00Z");
const lastSecond = Date.parse("9999-12-31T23:59:59Z");

/** Reads texts of the timestamp grammar as instants: by their offset, else in the column's zone. */
export function timestampReader(type: Extract<ColumnType, { kind: "timestamp" }>): (text: string) => Converted {
  const inZone = zonedTimes(type);
  return (text) => {
    const found: readonly (string | undefined)[] = pattern.exec(text) ?? [];
    const year = Number(found[timestampGroups.year]);
    const month = Number(found[timestampGroups.month]);
    const day = Number(found[timestampGroups.day]);
    if (!isCalendarDay(year, month, day)) return { reason: "invalid_timestamp" };

    const hour = Number(found[timestampGroups.hour]);
    const minute = Number(found[timestampGroups.minute]);
    const second = Number(found[timestampGroups.second] ?? 0);
    const local = utcMilliseconds(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000;
    const offset = found[timestampGroups.offset];
    const instant = offset === undefined ? inZone(local) : { value: local - offsetMilliseconds(offset) };
    return "reason" in instant ? instant : timestampText(instant.value, found[timestampGroups.fraction] ?? "");
  };
}

/** `Date.UTC` would read the years 1 to 99 as 1901 to 1999; 400 years have the same days each time. */
function utcMilliseconds(year: number, month: number, day: number): number {
  return Date.UTC(year + 400, month - 1, day) - days400;
}

const days400 = 146_097 * 86_400_000;

function offsetMilliseconds(offset: string): number {
  const digits = offset.replace(/[^0-9]/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** An instant that leaves the years 0001 to 9999 would have a sign and more digits, or the year 0000. */
function timestampText(milliseconds: number, fraction: string): Converted {
  if (milliseconds < firstSecond || milliseconds > lastSecond) return { reason: "out_of_range" };
  return { value: `${new Date(milliseconds).toISOString().slice(0, 20)}${fraction.padEnd(6, "0")}Z` };
}
