import { z } from "zod";
import type { GlueColumn } from "../../../../core/emit/parquetTable.ts";
import type { GlueObject } from "../CatalogStore.ts";

const columns = z.array(z.object({ Name: z.string(), Type: z.string().default("string") })).default([]);
const shape = z.object({
  PartitionKeys: columns,
  StorageDescriptor: z.looseObject({ Location: z.string().optional(), Columns: columns }).prefault({}),
  Parameters: z.record(z.string(), z.string()).default({}),
});

/** What a crawler reads of a table or partition in the catalog. */
export interface CatalogShape {
  readonly partitionKeys: readonly string[];
  readonly location: string | undefined;
  readonly columns: readonly GlueColumn[];
  readonly storage: GlueObject;
  readonly parameters: Readonly<Record<string, string>>;
}

export function catalogShape(table: GlueObject): CatalogShape {
  const { PartitionKeys, StorageDescriptor, Parameters } = shape.parse(table);
  return {
    partitionKeys: PartitionKeys.map(({ Name }) => Name.toLowerCase()),
    location: StorageDescriptor.Location,
    columns: StorageDescriptor.Columns.map(({ Name, Type }) => ({ name: Name.toLowerCase(), type: Type })),
    storage: StorageDescriptor,
    parameters: Parameters,
  };
}

/** In words, how the columns of files differ from those that the catalog has; varchar and char are strings in a file. */
export function columnDifferences(inCatalog: readonly GlueColumn[], inFiles: readonly GlueColumn[]): string[] {
  const found = new Map(inFiles.map(({ name, type }) => [name, type]));
  const known = new Set(inCatalog.map(({ name }) => name));
  return [
    ...inCatalog.flatMap(({ name, type }) => {
      const other = found.get(name);
      if (other === undefined) return [`the files lack column ${name}`];
      return plain(type) === plain(other) ? [] : [`column ${name} is ${other} in the files and ${type} in the catalog`];
    }),
    ...inFiles.filter(({ name }) => !known.has(name)).map(({ name, type }) => `column ${name} ${type} is new`),
  ];
}

function plain(type: string): string {
  return type.replaceAll(/\b(?:var)?char\(\d+\)/g, "string");
}
