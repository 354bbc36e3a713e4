import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import { arrivalHours } from "./arrivalHours.ts";
import { filledTransform } from "./filledTransform.ts";
import { transformWindow, type WindowOptions } from "./transformWindow.ts";

/** A table of the catalog. */
export interface CatalogTable {
  readonly database: string;
  readonly table: string;
}

/** What a query reads, and of which time. */
export interface TransformOptions extends WindowOptions {
  /** Text of `transform.sql`. */
  readonly transform: string;
  readonly raw: CatalogTable;
  readonly locations: CatalogTable;
  /** IANA zone of the partitions. */
  readonly zone: string;
}

/**
 * The query whose rows are those of the range, in Athena's dialect.
 * @throws SluiceError what `filledTransform` throws
 */
export function transformQuery({ transform, raw, locations, zone, ...asked }: TransformOptions): string {
  const window = transformWindow(asked);
  return filledTransform(transform, {
    raw: tableName(raw),
    locations: tableName(locations),
    arrivals: arrivalHours(window.arrivals.first, window.arrivals.last),
    lateness: String(window.lateness),
    look_back: sqlLiteral(window.lookBack),
    first_minute: sqlLiteral(window.firstMinute),
    last_minute: sqlLiteral(window.lastMinute),
    zone: sqlLiteral(zone),
  });
}

/** A table's name in a statement. */
export function tableName({ database, table }: CatalogTable): string {
  return `${sqlIdentifier(database)}.${sqlIdentifier(table)}`;
}
