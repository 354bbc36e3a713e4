import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import { hiveType } from "./hiveType.ts";
import type { LakeFile } from "./lakeFiles.ts";
import type { LakeColumn, LakeTable, PartitionedFile } from "./lakeTable.ts";

/** A reading of a table of the lake. */
export interface LakeReading extends Pick<LakeTable, "columns" | "keys"> {
  readonly files: readonly PartitionedFile[];
  /** Whether the statement asks for `"$path"`, which `*` does not contain on AWS. */
  readonly withPath: boolean;
}

/**
 * A query for the rows of some files of a table. Columns are found by name and have the catalog's types; one that a file
 * lacks is null there.
 *
 * @param rows a query for the rows of the files, with `file_index`
 * @throws LakeError for a type that is not read from the lake
 */
export function lakeTableSql(reading: LakeReading, rows: (files: readonly LakeFile[]) => string = parquetRows): string {
  const { columns, keys, files } = reading;
  const selected = [
    ...columns.map(({ Name, Type }) => `CAST(${sqlIdentifier(Name)} AS ${hiveType(Type)}) AS ${sqlIdentifier(Name)}`),
    ...keys.map((key, index) => partitionColumn(key, index, files)),
    ...(reading.withPath ? [`${ofFile(files.map(({ uri }) => sqlLiteral(uri)))} AS "$path"`] : []),
  ];
  const found = files.length === 0 ? "" : ` UNION ALL BY NAME ${rows(files)}`;
  return `SELECT ${selected.join(", ")} FROM (${typed(columns)}${found})`;
}

/** The paths of files as a list. */
export function pathList(files: readonly LakeFile[]): string {
  return `[${files.map(({ path }) => sqlLiteral(path)).join(", ")}]`;
}

function parquetRows(files: readonly LakeFile[]): string {
  return `SELECT *, file_index FROM read_parquet(${pathList(files)}, union_by_name = true, hive_partitioning = false)`;
}

/** No row, with a column of each name: what a column is where no file has it. */
function typed(columns: readonly LakeColumn[]): string {
  const nulls = columns.map(({ Name, Type }) => `CAST(NULL AS ${hiveType(Type)}) AS ${sqlIdentifier(Name)}`);
  return `SELECT ${[...nulls, "CAST(0 AS UBIGINT) AS file_index"].join(", ")} WHERE false`;
}

/** The name of a partition whose value is null. */
export const nullPartition = "__HIVE_DEFAULT_PARTITION__";

function partitionColumn({ Name, Type }: LakeColumn, index: number, files: readonly PartitionedFile[]): string {
  const values = files.map(({ values }) => partitionValue(values[index] ?? "", Type));
  return `CAST(${ofFile(values)} AS ${hiveType(Type)}) AS ${sqlIdentifier(Name)}`;
}

/** A partition's value as the catalog has it, in the type of its key. */
export function partitionValue(value: string, type: string): string {
  return `CAST(${value === nullPartition ? "NULL" : sqlLiteral(value)} AS ${hiveType(type)})`;
}

/** The value, of those given for each file, of the file that a row is from. */
function ofFile(values: readonly string[]): string {
  return values.length === 0 ? "NULL" : `([${values.join(", ")}])[CAST(file_index AS BIGINT) + 1]`;
}
