import { z } from "zod";
import type { GlueObject } from "../glue/CatalogStore.ts";
import { type LakeFile, lakeFiles } from "./lakeFiles.ts";

const column = z.object({ Name: z.string(), Type: z.string().default("string") });
const texts = z.record(z.string(), z.string()).default({});
const serde = z.object({ SerializationLibrary: z.string().default(""), Parameters: texts }).prefault({});
const storage = z.looseObject({
  Location: z.string().default(""),
  Columns: z.array(column).default([]),
  SerdeInfo: serde,
});
const glueTable = z.object({
  PartitionKeys: z.array(column).default([]),
  StorageDescriptor: storage,
  Parameters: texts,
});
const gluePartition = z.object({
  Values: z.array(z.string()),
  StorageDescriptor: z.object({ Location: z.string().default("") }).prefault({}),
});

/** A column of the catalog; its type is Hive's. */
export type LakeColumn = z.infer<typeof column>;

/** What a statement needs of a table of the catalog. */
export interface LakeTable {
  readonly columns: readonly LakeColumn[];
  readonly keys: readonly LakeColumn[];
  /** `s3://<bucket>/<prefix>` */
  readonly location: string;
  /** The Java class that reads its files. */
  readonly library: string;
  /** Those of that class. */
  readonly serde: Readonly<Record<string, string>>;
  /** Those of the table. */
  readonly parameters: Readonly<Record<string, string>>;
  /** As the catalog has it, for the partitions that are made of it. */
  readonly storage: GlueObject;
}

/** Where the rows of one combination of partition values are. */
export interface LakePartition {
  readonly values: readonly string[];
  readonly location: string;
}

/** A file, with the values of its partition. */
export interface PartitionedFile extends LakeFile {
  readonly values: readonly string[];
}

export function lakeTable(definition: GlueObject): LakeTable {
  const { PartitionKeys: keys, StorageDescriptor, Parameters: parameters } = glueTable.parse(definition);
  const { Columns: columns, Location: location, SerdeInfo } = StorageDescriptor;
  const { SerializationLibrary: library, Parameters } = SerdeInfo;
  return { columns, keys, location, library, serde: Parameters, parameters, storage: StorageDescriptor };
}

export function lakePartition(partition: GlueObject): LakePartition {
  const { Values: values, StorageDescriptor } = gluePartition.parse(partition);
  return { values, location: StorageDescriptor.Location };
}

/** The files of these partitions, as they are now. A table without keys is one partition without values. */
export function partitionedFiles(partitions: readonly LakePartition[], s3Folder: string): PartitionedFile[] {
  return partitions.flatMap(({ values, location }) =>
    lakeFiles(location, s3Folder).map((file) => ({ ...file, values })),
  );
}
