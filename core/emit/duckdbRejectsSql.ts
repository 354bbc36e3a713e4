import { lineage } from "../contract/lineage.ts";
import { sqlIdentifier } from "./sqlIdentifier.ts";
import { typedColumns } from "./typedColumns.ts";

/**
 * The table of rejects, one row a record: lineage, record number, errors in contract order, text. `$source` and `$run`
 * are parameters.
 *
 * @param rejected table of (record number, the framer's reason or NULL, raw text), one row a rejected record
 * @param sorted table that holds the result of `duckdbRowsSql`
 */
export function duckdbRejectsSql(rejected: string, sorted: string): string {
  const { record, errors } = typedColumns;
  return [
    `SELECT $source AS ${lineage.source}, $run AS ${lineage.run}, r.${record} AS record,`,
    `  CASE WHEN r.reason IS NULL THEN t.${errors}`,
    `    ELSE [{'column': CAST(NULL AS VARCHAR), 'reason': r.reason}] END AS errors,`,
    "  r.raw AS raw",
    `FROM ${sqlIdentifier(rejected)} AS r`,
    `LEFT JOIN (SELECT ${record}, ${errors} FROM ${sqlIdentifier(sorted)} WHERE ${errors} IS NOT NULL) AS t`,
    `  ON r.${record} = t.${record}`,
    `ORDER BY r.${record}`,
  ].join("\n");
}
