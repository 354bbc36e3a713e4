import { SluiceError } from "../../core/errors.ts";
import type { DayRange } from "./DayRange.ts";
import { daySpans } from "./daySpans.ts";
import type { DaySpan } from "./splitDays.ts";
import { type CatalogTable, tableName, transformQuery } from "./transformQuery.ts";

export interface InsertStatementsOptions {
  /** Days to write, of `zone`. */
  readonly range: DayRange;
  /** Text of `transform.sql`. */
  readonly transform: string;
  readonly raw: CatalogTable;
  readonly locations: CatalogTable;
  /** The table that the rows are inserted into. */
  readonly target: CatalogTable;
  /** The time of the call: the last day must be over. */
  readonly now: Date;
  /** IANA zone of days and partitions. @default "Europe/Brussels" */
  readonly zone?: string;
  /** Hours that a record may arrive after its measurement; later ones do not count. @default 24 */
  readonly latenessHours?: number;
  /** Minutes that the last day must be over for, in which its last records arrive. @default 0 */
  readonly settleMinutes?: number;
}

/** A statement, and the days whose partitions it writes. */
export interface InsertStatement extends DaySpan {
  readonly sql: string;
}

/** Bytes of UTF-8 that Athena takes. @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html#service-limits-query-string-length */
const mostBytes = 262_144;

/**
 * The statements that write a range of days, each at most 4 days and 100 hours: what they write does not overlap, nothing
 * is missing, and rows do not depend on how the range is split.
 * @throws SluiceError `traffic.bad_range`, `traffic.day_not_over`, `traffic.statement_too_long`, `contract.unknown_zone`
 */
export function insertStatements(options: InsertStatementsOptions): InsertStatement[] {
  const { zone = "Europe/Brussels", latenessHours = 24, settleMinutes = 0, ...given } = options;
  return daySpans({ range: given.range, zone, now: given.now, settleMinutes }).map((span) => {
    const { transform, raw, locations } = given;
    const query = transformQuery({ transform, raw, locations, start: span.start, end: span.end, zone, latenessHours });
    const sql = `INSERT INTO ${tableName(given.target)}\n${query}`;
    requireShort(sql, span);
    return { ...span, sql };
  });
}

function requireShort(sql: string, { days }: DaySpan): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes < mostBytes) return;
  throw new SluiceError("traffic.statement_too_long", `The statement has ${bytes} bytes; Athena takes ${mostBytes}`, {
    where: `${days[0]} to ${days.at(-1)}`,
    mend: "keep lists in tables, and join those",
  });
}
