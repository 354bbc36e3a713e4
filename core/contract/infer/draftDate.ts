import type { ColumnEvidence } from "./ColumnEvidence.ts";
import type { Conventions, Drafted } from "./Drafted.ts";
import { dateFormats } from "./dateFormats.ts";
import { fits, matched } from "./fits.ts";

/** Names under which eight digits are a date rather than a number. */
const dateLike = /date|day|datum|fecha|jour|tag|(?:^|[^a-z])dt(?:$|[^a-z])/i;

/** A date, where a format reads the column's values; the best of those that do. */
export function draftDate(evidence: ColumnEvidence, { dayFirst }: Pick<Conventions, "dayFirst">): Drafted | undefined {
  const [best, ...others] = readBy(evidence);
  if (best === undefined) return undefined;
  const swapped = others.find((format) => format === otherOrder(best));
  if (swapped === undefined) return drafted(best, []);
  const [day, month] = best.startsWith("D") ? [best, swapped] : [swapped, best];
  if (dayFirst !== undefined) {
    return drafted(dayFirst ? day : month, [`Read as ${dayFirst ? day : month}, as other dates of the file are`]);
  }
  return drafted(day, [`Ambiguous: each date can be read as ${day} and as ${month}`]);
}

/** Whether the column tells that the day comes before the month; undefined where it does not tell. */
export function tellsDayFirst(evidence: ColumnEvidence): boolean | undefined {
  const [best, ...others] = readBy(evidence);
  if (best === undefined || best.startsWith("Y") || others.includes(otherOrder(best))) return undefined;
  return best.startsWith("D");
}

/** The formats that read as many values as any does, the strict ones first; none where too few are dates. */
function readBy(evidence: ColumnEvidence): string[] {
  const most = Math.max(...dateFormats.map((format) => matched(evidence, format)));
  return dateFormats
    .filter((format) => matched(evidence, format) === most && fits(evidence, format))
    .filter((format) => format !== "YYYYMMDD" || dateLike.test(evidence.header));
}

/** `DD/MM/YYYY` for `MM/DD/YYYY`, and the other way round. */
function otherOrder(format: string): string {
  return format.replace(/D+|M+/g, (part) => (part.startsWith("D") ? "M" : "D").repeat(part.length));
}

function drafted(format: string, review: readonly string[]): Drafted {
  return { type: { kind: "date", format }, pattern: format, review, hints: [] };
}
