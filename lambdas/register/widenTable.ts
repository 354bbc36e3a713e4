import { setTimeout } from "node:timers/promises";
import {
  ConcurrentModificationException,
  type GlueClient,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import type { GlueColumn } from "../../core/emit/parquetTable.ts";

/** How often a table is read and written that others change at the same time. */
const tries = 8;

/** Milliseconds: the longest wait before the second try; twice as long before each that follows, some 6 s in all. */
const firstWait = 50;

/**
 * Gives a table the columns that it lacks, behind its own, and its own the types that they are to have; no column goes.
 * The version that is read is named, so that of two that widen a table at once one reads what the other wrote; waits
 * between tries are spread, so that many come through.
 *
 * @param read answers the table as it is
 * @returns the table with the columns
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html
 */
export async function widenTable(
  glue: GlueClient,
  read: () => Promise<Table>,
  wanted: readonly GlueColumn[],
): Promise<Table> {
  for (let tried = 1; ; tried += 1) {
    const table = await read();
    const widened = widenedTable(table, wanted);
    if (widened === undefined) return table;
    try {
      const version = table.VersionId === undefined ? {} : { VersionId: table.VersionId };
      await glue.send(
        new UpdateTableCommand({ DatabaseName: table.DatabaseName, TableInput: inputOf(widened), ...version }),
      );
      return widened;
    } catch (error) {
      if (!(error instanceof ConcurrentModificationException) || tried === tries) throw error;
      await setTimeout(Math.random() * firstWait * 2 ** (tried - 1));
    }
  }
}

/** Undefined where the table has all of them. */
function widenedTable(table: Table, wanted: readonly GlueColumn[]): Table | undefined {
  const found = table.StorageDescriptor?.Columns ?? [];
  const types = new Map(wanted.map(({ name, type }) => [name, type]));
  const known = new Set(found.map(({ Name }) => Name));
  const columns = [
    ...found.map((column) => ({ ...column, Type: types.get(column.Name ?? "") ?? column.Type })),
    ...wanted.filter(({ name }) => !known.has(name)).map(({ name, type }) => ({ Name: name, Type: type })),
  ];
  const isSame = columns.length === found.length && columns.every(({ Type }, index) => Type === found[index]?.Type);
  return isSame ? undefined : { ...table, StorageDescriptor: { ...table.StorageDescriptor, Columns: columns } };
}

/** What of a table may be written. */
function inputOf(table: Table): TableInput {
  const { Name, Description, Owner, Retention, StorageDescriptor, PartitionKeys, TableType, Parameters } = table;
  return { Name, Description, Owner, Retention, StorageDescriptor, PartitionKeys, TableType, Parameters };
}
