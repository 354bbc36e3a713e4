import type { Contract, ContractColumn } from "../contract/Contract.ts";
import type { Layout, Place } from "../convert/FileShape.ts";
import { fieldDialect } from "../convert/fieldDialect.ts";
import { duckdbDialect } from "./duckdb/duckdbDialect.ts";
import { duckdbType } from "./duckdb/duckdbType.ts";
import { rescuedSql } from "./duckdb/rescuedSql.ts";
import { shortcut } from "./duckdb/shortcut.ts";
import { type PreparedFile, preparedCsvSql } from "./preparedCsvSql.ts";
import { type ColumnSql, columnSql, ofNull } from "./sql/columnSql.ts";
import { sqlIdentifier } from "./sqlIdentifier.ts";
import { sqlLiteral } from "./sqlLiteral.ts";
import { typedColumns } from "./typedColumns.ts";

/**
 * The contract as one DuckDB SELECT: for each record of the prepared file its number, its errors, and its typed columns
 * under their names in SQL. It means what `recordConverter` means; the session's time zone must be UTC.
 *
 * @param layout where each column's field is, as `readHeader` found it
 */
export function duckdbSql(contract: Contract, layout: Layout, file: PreparedFile): string {
  const columns = contract.columns.map((column, position) => {
    const place = layout[position] ?? null;
    const sql =
      place === null
        ? { steps: [], value: ofNull(duckdbDialect, column), reason: "NULL" }
        : columnOfField(contract, column, position, rawName(place), file);
    return { name: column.name, type: duckdbType(column.type), value: `v${position}`, error: `e${position}`, sql };
  });
  const layers = [
    ...stepLayers(columns.map(({ sql }) => sql)),
    Object.fromEntries(
      columns.flatMap(({ value, error, sql }) => [
        [value, sql.value],
        [error, sql.reason],
      ]),
    ),
  ];
  const typed = columns.map(({ name, type, value }) => `CAST(${value} AS ${type}) AS ${sqlIdentifier(name)}`);
  return [
    `WITH layer0 AS (SELECT *${rescued(contract, layout)} FROM ${preparedCsvSql(contract.source, file)})`,
    ...layers.map((layer, index) => `layer${index + 1} AS (${selectLayer(layer, index)})`),
  ]
    .join(",\n")
    .concat(
      "\nSELECT\n  ",
      [`CAST(n AS BIGINT) AS ${typedColumns.record}`, `${errorsSql(columns)} AS ${typedColumns.errors}`, ...typed].join(
        ",\n  ",
      ),
      `\nFROM layer${layers.length}`,
    );
}

/** The column that holds a place's text. */
function rawName(place: NonNullable<Place>): string {
  return typeof place === "number" ? `c${place}` : "rescued";
}

function rescued({ source }: Contract, layout: Layout): string {
  const unknown = layout.find((place) => typeof place === "object" && place !== null);
  return unknown === undefined ? "" : `, ${rescuedSql(unknown, source.nulls)} AS rescued`;
}

function columnOfField(
  { source }: Contract,
  column: ContractColumn,
  position: number,
  raw: string,
  { damaged }: PreparedFile,
): ColumnSql {
  const dialect = fieldDialect(column, source);
  const whole = columnSql(duckdbDialect, column, dialect, position, raw, damaged);
  return shortcut(column, dialect, position, raw, whole);
}

/** Merges the first steps of all columns into one layer, then the second ones, and so on. */
function stepLayers(columns: readonly ColumnSql[]): Record<string, string>[] {
  const depth = Math.max(...columns.map(({ steps }) => steps.length));
  return Array.from({ length: depth }, (_, index) => Object.assign({}, ...columns.map(({ steps }) => steps[index])));
}

function selectLayer(layer: Readonly<Record<string, string>>, index: number): string {
  const expressions = Object.entries(layer).map(([name, expression]) => `,\n  ${expression} AS ${name}`);
  return `SELECT *${expressions.join("")}\nFROM layer${index}`;
}

function errorsSql(columns: readonly { readonly name: string; readonly error: string }[]): string {
  const structs = columns.map(({ name, error }) => `{'column': ${sqlLiteral(name)}, 'reason': ${error}}`);
  const isBad = `coalesce(${columns.map(({ error }) => error).join(", ")}) IS NOT NULL`;
  const list = `[${structs.join(", ")}]::STRUCT("column" VARCHAR, reason VARCHAR)[]`;
  return `CASE WHEN ${isBad} THEN list_filter(${list}, lambda e: e.reason IS NOT NULL) END`;
}
