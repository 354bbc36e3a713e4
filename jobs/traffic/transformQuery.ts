import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import { SluiceError } from "../../core/errors.ts";
import { arrivalHours } from "./arrivalHours.ts";

/** A table of the catalog. */
export interface CatalogTable {
  readonly database: string;
  readonly table: string;
}

/** What a query reads, and of which time. */
export interface TransformOptions {
  /** Text of `transform.sql`. */
  readonly transform: string;
  readonly raw: CatalogTable;
  readonly locations: CatalogTable;
  /** The first instant of the range, at a whole minute, as ISO 8601. */
  readonly start: string;
  /** The instant behind its last. */
  readonly end: string;
  /** IANA zone of the partitions. */
  readonly zone: string;
  /** Hours that a record may arrive after its measurement; later ones do not count. */
  readonly latenessHours: number;
}

const hour = 3_600_000;

/**
 * Hours before a range whose measurements, and whose hours of arrival, are read. The windows of its first rows begin in
 * the last 19 of them: see `gaps` in `transform.sql`; what is in these arrived in the 20, since none counts that is more
 * than 119 minutes ahead of its hour of arrival.
 */
const lookBackHours = 20;

/**
 * The query whose rows are those of the range, in Athena's dialect.
 * @throws SluiceError `traffic.unknown_parameter` where the text names one that has no value
 */
export function transformQuery(options: TransformOptions): string {
  const { transform, raw, locations, zone, latenessHours } = options;
  const [start, end] = [Date.parse(options.start), Date.parse(options.end)];
  const lookBack = start - lookBackHours * hour;
  const values: Readonly<Record<string, string>> = {
    raw: tableName(raw),
    locations: tableName(locations),
    arrivals: arrivalHours(new Date(lookBack), new Date(end - 1 + latenessHours * hour)),
    lateness: String(Math.floor(latenessHours * 60)),
    look_back: instant(lookBack),
    first_minute: instant(start),
    last_minute: instant(end - 60_000),
    zone: sqlLiteral(zone),
  };
  return transform.replaceAll(/^ *--.*\n/gm, "").replaceAll(token, (text, name?: string) => {
    if (name === undefined) return text;
    return values[name] ?? unknownParameter(name);
  });
}

/** A table's name in a statement. */
export function tableName({ database, table }: CatalogTable): string {
  return `${sqlIdentifier(database)}.${sqlIdentifier(table)}`;
}

/** A text, or a parameter. */
const token = /'(?:[^']|'')*'|:([a-z_]+)/g;

function instant(milliseconds: number): string {
  return sqlLiteral(new Date(milliseconds).toISOString());
}

function unknownParameter(name: string): never {
  throw new SluiceError("traffic.unknown_parameter", `The transform names :${name}, which has no value`, {
    where: "transform.sql",
    mend: "name one that transformQuery.ts fills",
  });
}
