import type { Converted } from "../Converted.ts";
import { dateGrammar } from "../grammar/dateGrammar.ts";
import { matcher } from "../grammar/matcher.ts";
import { isCalendarDay } from "./isCalendarDay.ts";

/** Reads texts of the format's grammar. */
export function dateReader(format: string): (text: string) => Converted {
  const { source, groups } = dateGrammar(format);
  const pattern = matcher(source);
  return (text) => {
    const found = pattern.exec(text) ?? [];
    const year = found[groups.year] ?? "";
    const month = (found[groups.month] ?? "").padStart(2, "0");
    const day = (found[groups.day] ?? "").padStart(2, "0");
    if (!isCalendarDay(Number(year), Number(month), Number(day))) return { reason: "invalid_date" };
    return { value: `${year}-${month}-${day}` };
  };
}
