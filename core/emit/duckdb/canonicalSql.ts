import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { CsvDialect } from "../../contract/csv.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { duckdbType } from "./duckdbType.ts";

/** How a field is told that is written as DuckDB writes a value: it is of the type's grammar then, and in its range. */
export interface CanonicalSql {
  /** Of the column's type: DuckDB's own reading of the field. */
  readonly value: string;
  /**
   * Whether the field is written so.
   * @param value name of the column that holds the value
   */
  is(value: string): string;
}

/**
 * The canonical writing of a type, over the column `raw` that holds the field; undefined where there is none. To write a
 * number or a day back and to compare takes far less than to hold the field against a regular expression.
 */
export function canonicalSql(type: ColumnType, { decimal }: CsvDialect, raw: string): CanonicalSql | undefined {
  const cast = (sqlType: string) => `TRY_CAST(${raw} AS ${sqlType})`;
  const same = (value: string) => `CAST(${value} AS VARCHAR) = ${raw}`;
  switch (type.kind) {
    case "smallint":
    case "int":
    case "bigint":
      return { value: cast(duckdbType(type)), is: same };
    case "decimal":
      return decimal === "." ? { value: cast(duckdbType(type)), is: same } : undefined;
    case "real":
    case "double":
      if (decimal !== ".") return undefined;
      return {
        value: type.kind === "double" ? cast("DOUBLE") : `TRY_CAST(${cast("DOUBLE")} AS FLOAT)`,
        is: (value) => `isfinite(${value}) AND ${same(value)}`,
      };
    case "boolean":
      return {
        value: `${raw} IN (${list(type.trueTokens)})`,
        is: () => `${raw} IN (${list([...type.trueTokens, ...type.falseTokens])})`,
      };
    case "date":
      if (type.format !== "YYYY-MM-DD") return undefined;
      return {
        value: cast("DATE"),
        is: (value) => `${value} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' AND ${same(value)}`,
      };
    default:
      return undefined;
  }
}

/** Of at least one element, as SQL asks for: NULL is equal to none. */
function list(tokens: readonly string[]): string {
  return tokens.length === 0 ? "NULL" : tokens.map(sqlLiteral).join(", ");
}
