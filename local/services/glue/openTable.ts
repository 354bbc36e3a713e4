import { AwsError } from "../kernel/AwsError.ts";
import type { JsonInput } from "../kernel/JsonService.ts";
import type { CatalogScope } from "./CatalogScope.ts";
import type { GlueObject } from "./CatalogStore.ts";

/** A partition as it is given. */
export type PartitionInput = GlueObject & { Values: string[] };

/** A table with its partitions by value, for one operation. */
export interface OpenTable {
  readonly database: string;
  readonly table: string;
  /** How many values a partition has. */
  readonly keys: number;
  readonly byValues: Map<string, GlueObject>;
  save(): void;
}

/** What a call on several partitions says of one that failed. */
export interface ItemError extends JsonInput {
  ErrorDetail: { ErrorCode: string; ErrorMessage: string };
}

/** Opens a table for an action, which is noted. @throws AwsError EntityNotFoundException */
export function openTable(
  action: string,
  given: { DatabaseName: string; TableName: string },
  { store, asks }: CatalogScope,
): OpenTable {
  const database = given.DatabaseName.toLowerCase();
  const table = given.TableName.toLowerCase();
  asks(action, database, table);
  const { PartitionKeys } = store.table(database, table);
  const partitions = store.partitions(database, table);
  const byValues = new Map(partitions.map((partition) => [keyOf(partition.Values as string[]), partition]));
  const keys = Array.isArray(PartitionKeys) ? PartitionKeys.length : 0;
  const save = () => store.putPartitions(database, table, [...byValues.values()]);
  return { database, table, keys, byValues, save };
}

/** Creates what is not there yet; says of each that is. */
export function createPartitions(opened: OpenTable, inputs: readonly PartitionInput[]): { Errors: ItemError[] } {
  for (const { Values } of inputs) {
    checkValues(opened, Values);
  }
  const Errors: ItemError[] = [];
  for (const input of inputs) {
    const key = keyOf(input.Values);
    if (opened.byValues.has(key)) {
      Errors.push(itemError(input.Values, "AlreadyExistsException", "Partition already exists."));
    } else {
      opened.byValues.set(key, storedPartition(opened, input));
    }
  }
  opened.save();
  return { Errors };
}

export function itemError(PartitionValues: string[], ErrorCode: string, ErrorMessage: string): ItemError {
  return { PartitionValues, ErrorDetail: { ErrorCode, ErrorMessage } };
}

export function checkValues({ keys }: OpenTable, given: string[]): void {
  if (given.length !== keys) {
    const what = "The number of partition keys do not match the number of partition values";
    throw new AwsError("InvalidInputException", what);
  }
}

export function storedPartition({ database, table }: OpenTable, input: GlueObject): GlueObject {
  return { ...input, DatabaseName: database, TableName: table, CreationTime: Date.now() / 1000 };
}

export function keyOf(values: readonly string[]): string {
  return JSON.stringify(values);
}
