import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { Converted } from "../Converted.ts";
import { matcher } from "../grammar/matcher.ts";
import { timestampGrammar, timestampGroups } from "../grammar/timestampGrammar.ts";
import { isCalendarDay } from "./isCalendarDay.ts";
import { zonedTime } from "./zonedTime.ts";

const pattern = matcher(timestampGrammar.source);

/** Reads texts of the timestamp grammar as instants: by their offset, else in the column's zone. */
export function timestampReader(type: Extract<ColumnType, { kind: "timestamp" }>): (text: string) => Converted {
  return (text) => {
    const found = pattern.exec(text) ?? [];
    const part = (name: keyof typeof timestampGroups) => found[timestampGroups[name]];
    const number = (name: keyof typeof timestampGroups) => Number(part(name) ?? 0);
    const [year, month, day] = [number("year"), number("month"), number("day")];
    if (!isCalendarDay(year, month, day)) return { reason: "invalid_timestamp" };

    const local = utcMilliseconds(year, month, day, number("hour"), number("minute"), number("second"));
    const offset = part("offset");
    const instant = offset === undefined ? zonedTime(local, type) : { value: local - offsetMilliseconds(offset) };
    return "reason" in instant ? instant : timestampText(instant.value, part("fraction") ?? "");
  };
}

/** `Date.UTC` would read the years 1 to 99 as 1901 to 1999. */
function utcMilliseconds(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  return new Date(Date.UTC(2000, 0, 1, hour, minute, second)).setUTCFullYear(year, month - 1, day);
}

function offsetMilliseconds(offset: string): number {
  const digits = offset.replace(/[^0-9]/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** An instant that leaves the years 0001 to 9999 would have a sign and more digits, or the year 0000. */
function timestampText(milliseconds: number, fraction: string): Converted {
  const text = new Date(milliseconds).toISOString();
  if (!/^[0-9]{4}-/.test(text) || text.startsWith("0000")) return { reason: "out_of_range" };
  return { value: `${text.slice(0, 19)}.${fraction.padEnd(6, "0")}Z` };
}
