/** What the fields of a cron expression allow, in rising order. */
export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  /** From 1 on. */
  readonly months: ReadonlySet<number>;
  /** Sunday is 1. */
  readonly daysOfWeek: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

/** A field's values: from `first` to `last`, the names of these if they have some. */
interface FieldRange {
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const ranges: readonly FieldRange[] = [
  { first: 0, last: 59 },
  { first: 0, last: 23 },
  { first: 1, last: 31 },
  { first: 1, last: 12, names: months },
  { first: 1, last: 7, names: days },
  { first: 1970, last: 2199 },
];

/**
 * Reads the six fields of a cron expression; undefined where they are none. Of the wildcards `L`, `W` and `#` are not
 * served.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function cronFields(text: string): CronFields | undefined {
  const texts = text.trim().toUpperCase().split(/\s+/);
  const isOneDayLeftOpen = (texts[2] === "?") !== (texts[4] === "?");
  if (texts.length !== ranges.length || !isOneDayLeftOpen) return undefined;
  const read = ranges.map((range, index) => valuesOf(texts[index] ?? "", range));
  if (read.some((values) => values === undefined || values.size === 0)) return undefined;
  const [minutes, hours, daysOfMonth, monthsOfYear, daysOfWeek, years] = read as ReadonlySet<number>[];
  return { minutes, hours, daysOfMonth, months: monthsOfYear, daysOfWeek, years } as CronFields;
}

function valuesOf(text: string, range: FieldRange): ReadonlySet<number> | undefined {
  if (text === "?") return range.last === 31 || range.last === 7 ? valuesOf("*", range) : undefined;
  const parts = text.split(",").map((part) => partOf(part, range));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return new Set(known.flat().sort((a, b) => a - b));
}

/** `*`, `5`, `1-5`, `MON-FRI`, `0/15`, `1-30/2`; undefined for anything else. */
function partOf(text: string, range: FieldRange): number[] | undefined {
  const [, whole, from, to, every] = /^(?:(\*)|([A-Z0-9]+)(?:-([A-Z0-9]+))?)(?:\/(\d+))?$/.exec(text) ?? [];
  const start = whole === undefined ? numberOf(from, range) : range.first;
  const open = whole !== undefined || every !== undefined;
  const end = to === undefined ? (open ? range.last : start) : numberOf(to, range);
  const step = Number(every ?? 1);
  if (start === undefined || end === undefined || step === 0) return undefined;
  const count = Math.max(0, Math.floor((end - start) / step) + 1);
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function numberOf(text: string | undefined, { first, last, names = [] }: FieldRange): number | undefined {
  const named = names.indexOf(text ?? "");
  const value = named >= 0 ? first + named : /^\d+$/.test(text ?? "") ? Number(text) : Number.NaN;
  return value >= first && value <= last ? value : undefined;
}
