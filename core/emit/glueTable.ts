import type { Content } from "../commit/layout.ts";
import type { ColumnType } from "../contract/ColumnSpec.ts";
import type { Contract } from "../contract/Contract.ts";
import { lineage } from "../contract/lineage.ts";
import { tableColumns } from "../contract/tableColumns.ts";
import { type GlueColumn, type GlueTable, parquetTable } from "./parquetTable.ts";

/**
 * The catalog table of a dataset's rows, or of its rejects, which is called `<dataset>_rejects` and not partitioned.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_EXTERNAL_TABLE.html for the types
 */
export function glueTable(contract: Contract, content: Content): GlueTable {
  const isRows = content === "rows";
  return parquetTable(
    isRows ? contract.name : `${contract.name}_rejects`,
    isRows ? rowColumns(contract) : rejectColumns,
    isRows ? contract.partitions.map(({ name }) => ({ name, type: "int" })) : [],
  );
}

/** An object key has at most 1,024 bytes, a run's id at most 73 characters. */
const lineageColumns: readonly GlueColumn[] = [
  { name: lineage.source, type: "varchar(1024)" },
  { name: lineage.run, type: "varchar(80)" },
];

const rejectColumns: readonly GlueColumn[] = [
  ...lineageColumns,
  { name: "record", type: "bigint" },
  { name: "errors", type: "array<struct<column:string,reason:string>>" },
  { name: "raw", type: "string" },
];

function rowColumns(contract: Contract): GlueColumn[] {
  return [...tableColumns(contract).map(({ name, type }) => ({ name, type: hiveType(type) })), ...lineageColumns];
}

function hiveType(type: ColumnType): string {
  switch (type.kind) {
    case "real":
      return "float";
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "varchar":
      return `varchar(${type.bytes})`;
    default:
      return type.kind;
  }
}
