import { join } from "node:path";
import type { Contract } from "../../core/contract/Contract.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import type { CountedFile, FileJob } from "../staging/ConvertFile.ts";
import { compareRows } from "./compareRows.ts";
import { lineageColumns } from "./lineageColumns.ts";
import { parquetField } from "./parquetField.ts";
import { partitionRows } from "./partitionRows.ts";
import { storedType } from "./storedType.ts";
import { type WrittenColumn, writeParquet } from "./writeParquet.ts";

/**
 * Writes the rows as one sorted Parquet file a partition.
 * @throws SluiceError `inline.unfit` for a value, or a column, that cannot be written exactly
 */
export async function writeRows(job: FileJob, rows: readonly Row[]): Promise<CountedFile[]> {
  const files: CountedFile[] = [];
  for (const { partition, rows: unsorted } of partitionRows(job.contract, rows)) {
    const sorted = unsorted.sort(compareRows(job.contract));
    const path = join(job.folder, `rows-${files.length}.parquet`);
    const columns = [...rowColumns(job.contract, sorted), ...lineageColumns(job)];
    const written = await writeParquet(path, columns, sorted);
    files.push({ path, place: { content: "rows", dataset: job.contract.name, partition, part: 0 }, rows: written });
  }
  return files;
}

function rowColumns(contract: Contract, rows: readonly Row[]): WrittenColumn<Row>[] {
  return contract.columns.map(({ key, name, type: columnType }) => {
    const { type, stored } = storedType(columnType, `${contract.name}, column "${key}"`);
    const storedOf = (row: Row) => {
      const value = row[key] ?? null;
      return value === null ? null : stored(value);
    };
    const texts = type === "UTF8" ? rows.map((row) => row[key]) : [];
    return { name, field: parquetField(type, texts), storedOf };
  });
}
