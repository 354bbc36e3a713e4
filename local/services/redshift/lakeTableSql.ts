import { z } from "zod";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import type { CatalogStore, GlueObject } from "../glue/CatalogStore.ts";
import { hiveType } from "./hiveType.ts";
import { type LakeFile, lakeFiles } from "./lakeFiles.ts";

const column = z.object({ Name: z.string(), Type: z.string().default("string") });
const storage = z.object({ Location: z.string().default(""), Columns: z.array(column).default([]) });
const glueTable = z.object({ PartitionKeys: z.array(column).default([]), StorageDescriptor: storage });
const gluePartition = z.object({ Values: z.array(z.string()), StorageDescriptor: storage.optional() });

type Column = z.infer<typeof column>;

/** A table of the lake, and where its region keeps it. */
export interface LakeTable {
  readonly catalog: CatalogStore;
  /** The region's buckets. */
  readonly s3Folder: string;
  readonly glueDatabase: string;
  readonly table: string;
  /** Whether the statement asks for `"$path"`, which `*` does not contain on AWS. */
  readonly withPath: boolean;
}

/** A file, with the values of its partition. */
interface PartitionedFile extends LakeFile {
  readonly values: readonly string[];
}

/**
 * A query for the rows of a table of the lake as they are now: of the partitions that the catalog has, or, where the
 * table is not partitioned, of its location. Columns are found by name and have the catalog's types; one that a file
 * lacks is null there.
 *
 * @throws SqlError for a type that Redshift Spectrum does not have
 * @throws AwsError where the catalog has no such table
 */
export function lakeTableSql(lake: LakeTable): string {
  const definition: GlueObject = lake.catalog.table(lake.glueDatabase, lake.table);
  const { PartitionKeys: keys, StorageDescriptor } = glueTable.parse(definition);
  const { Columns: columns } = StorageDescriptor;
  const files = keys.length === 0 ? wholeTable(lake, StorageDescriptor.Location) : partitioned(lake);
  const selected = [
    ...columns.map(({ Name, Type }) => `CAST(${sqlIdentifier(Name)} AS ${hiveType(Type)}) AS ${sqlIdentifier(Name)}`),
    ...keys.map((key, index) => partitionColumn(key, index, files)),
    ...(lake.withPath ? [`${ofFile(files.map(({ uri }) => sqlLiteral(uri)))} AS "$path"`] : []),
  ];
  return `SELECT ${selected.join(", ")} FROM (${typed(columns)}${reading(files)})`;
}

function wholeTable({ s3Folder }: LakeTable, location: string): PartitionedFile[] {
  return lakeFiles(location, s3Folder).map((file) => ({ ...file, values: [] }));
}

function partitioned({ catalog, glueDatabase, table, s3Folder }: LakeTable): PartitionedFile[] {
  return catalog.partitions(glueDatabase, table).flatMap((kept) => {
    const { Values: values, StorageDescriptor } = gluePartition.parse(kept);
    return lakeFiles(StorageDescriptor?.Location ?? "", s3Folder).map((file) => ({ ...file, values }));
  });
}

/** No row, with a column of each name: what a column is where no file has it. */
function typed(columns: readonly Column[]): string {
  const nulls = columns.map(({ Name, Type }) => `CAST(NULL AS ${hiveType(Type)}) AS ${sqlIdentifier(Name)}`);
  return `SELECT ${[...nulls, "CAST(0 AS UBIGINT) AS file_index"].join(", ")} WHERE false`;
}

function reading(files: readonly LakeFile[]): string {
  if (files.length === 0) {
    return "";
  }
  const list = files.map(({ path }) => sqlLiteral(path)).join(", ");
  return ` UNION ALL BY NAME SELECT *, file_index FROM read_parquet([${list}], union_by_name = true, hive_partitioning = false)`;
}

function partitionColumn({ Name, Type }: Column, index: number, files: readonly PartitionedFile[]): string {
  const values = files.map(({ values }) => sqlLiteral(values[index] ?? ""));
  return `CAST(${ofFile(values)} AS ${hiveType(Type)}) AS ${sqlIdentifier(Name)}`;
}

/** The text, of those given for each file, of the file that a row is from. */
function ofFile(texts: readonly string[]): string {
  return texts.length === 0 ? "NULL" : `([${texts.join(", ")}])[CAST(file_index AS BIGINT) + 1]`;
}
