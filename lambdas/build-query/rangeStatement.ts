import { trafficRaw } from "../../datasets/trafficRaw.ts";
import { type InsertStatement, insertStatements } from "../../jobs/traffic/insertStatements.ts";
import { transformSql } from "../../jobs/traffic/transformSql.ts";
import type { PlannedRange } from "../plan-days/handler.ts";
import { latenessHours } from "../shared/latenessHours.ts";
import { onlySpan } from "../shared/onlySpan.ts";
import { setting } from "../shared/setting.ts";

/**
 * The statement that writes a planned range aside, by the function's environment.
 * @throws SluiceError `traffic.bad_range` where one statement cannot write it, and what `insertStatements` throws
 */
export function rangeStatement(range: PlannedRange): InsertStatement {
  const database = setting("SLUICE_RAW_DATABASE");
  const statements = insertStatements({
    range,
    transform: transformSql(),
    raw: { database, table: trafficRaw.name },
    locations: { database, table: setting("SLUICE_LOCATIONS_TABLE") },
    target: { database: setting("SLUICE_DATABASE"), table: setting("SLUICE_STAGING_TABLE") },
    now: new Date(),
    zone: setting("SLUICE_ZONE"),
    latenessHours: latenessHours(),
  });
  return onlySpan(range, statements);
}
