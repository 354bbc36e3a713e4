import { type Column, EntityNotFoundException, GetTableCommand, type GlueClient } from "@aws-sdk/client-glue";
import type { GlueColumn, GlueTable } from "../../core/emit/parquetTable.ts";

/** The columns of a table that a crawler makes, and its partition keys; undefined where it has made none. */
export async function crawledTable(
  glue: GlueClient,
  database: string,
  name: string,
): Promise<Pick<GlueTable, "columns" | "partitionKeys"> | undefined> {
  try {
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName: database, Name: name }));
    return { columns: columnsOf(Table?.StorageDescriptor?.Columns), partitionKeys: columnsOf(Table?.PartitionKeys) };
  } catch (error) {
    if (error instanceof EntityNotFoundException) return undefined;
    throw error;
  }
}

function columnsOf(columns: readonly Column[] = []): GlueColumn[] {
  return columns.map(({ Name = "", Type = "string" }) => ({ name: Name, type: Type }));
}
