import type { Content } from "../../core/commit/layout.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { lineage } from "../../core/contract/lineage.ts";
import { tableColumns } from "../../core/contract/tableColumns.ts";
import { duckdbType } from "../../core/emit/duckdb/duckdbType.ts";

/** A column of a dataset's Parquet files, as DuckDB describes it. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** The columns of a dataset's files, in order. */
export function parquetColumns(contract: Contract, content: Content): ParquetColumn[] {
  const required = (name: string, type: string) => ({ name, type, nullable: false });
  const lineageColumns = Object.values(lineage).map((name) => required(name, "VARCHAR"));
  if (content === "rejects") {
    return [
      ...lineageColumns,
      required("record", "BIGINT"),
      required("errors", 'STRUCT("column" VARCHAR, reason VARCHAR)[]'),
      required("raw", "VARCHAR"),
    ];
  }
  const columns = tableColumns(contract).map(({ name, type, nullable }) => ({
    name,
    type: duckdbType(type),
    nullable,
  }));
  return [...columns, ...lineageColumns];
}
