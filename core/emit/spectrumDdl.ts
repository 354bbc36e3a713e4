import type { Content } from "../commit/layout.ts";
import type { Contract } from "../contract/Contract.ts";
import { glueTable } from "./glueTable.ts";
import type { GlueColumn } from "./parquetTable.ts";
import { sqlIdentifier } from "./sqlIdentifier.ts";
import { sqlLiteral } from "./sqlLiteral.ts";
import { warehouseNames } from "./warehouseNames.ts";

/**
 * The statement that declares a dataset's rows, or its rejects, to Redshift Spectrum: the very table that `glueTable`
 * puts into the catalog, for a cluster that has no such catalog or for a schema of one's own.
 *
 * @param location where the table's files lie: `s3://<bucket>/rows/readings/`
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_EXTERNAL_TABLE.html
 * @see https://docs.aws.amazon.com/redshift/latest/dg/tutorial-query-nested-data.html for the errors of a reject
 */
export function spectrumDdl(contract: Contract, content: Content, location: string): string {
  const { name, columns, partitionKeys } = glueTable(contract, content);
  return [
    `CREATE EXTERNAL TABLE ${sqlIdentifier(warehouseNames.lake)}.${sqlIdentifier(name)} (`,
    columns.map((column) => `  ${declared(column)}`).join(",\n"),
    ")",
    ...(partitionKeys.length === 0 ? [] : [`PARTITIONED BY (${partitionKeys.map(declared).join(", ")})`]),
    "STORED AS PARQUET",
    `LOCATION ${sqlLiteral(location)}`,
  ].join("\n");
}

function declared({ name, type }: GlueColumn): string {
  return `${sqlIdentifier(name)} ${redshiftType(type)}`;
}

/** Hive's words for types that Redshift calls otherwise; a string is the widest varchar that there is, in bytes. */
const redshiftWords: Readonly<Record<string, string>> = {
  int: "integer",
  float: "real",
  double: "double precision",
  string: "varchar(65535)",
};

function redshiftType(hive: string): string {
  const [, nesting, inner = ""] = /^(array|struct)<(.*)>$/.exec(hive) ?? [];
  if (nesting === "array") return `array<${redshiftType(inner)}>`;
  if (nesting === "struct") return `struct<${inner.split(",").map(structField).join(", ")}>`;
  return redshiftWords[hive] ?? hive;
}

function structField(field: string): string {
  const [name = "", type = ""] = field.split(":");
  return `${sqlIdentifier(name)}:${redshiftType(type)}`;
}
