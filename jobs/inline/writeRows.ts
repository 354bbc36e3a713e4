import { join } from "node:path";
import type { Contract } from "../../core/contract/Contract.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import type { CountedFile, FileJob } from "../staging/ConvertFile.ts";
import { compareRows } from "./compareRows.ts";
import { flatColumn } from "./flatColumn.ts";
import { lineageColumns } from "./lineageColumns.ts";
import { partitionRows } from "./partitionRows.ts";
import { storedType } from "./storedType.ts";
import { type WrittenColumn, writeParquet } from "./writeParquet.ts";

/**
 * Writes the rows as one sorted Parquet file a partition.
 * @throws SluiceError `inline.unfit` for a value, or a column, that cannot be written exactly
 */
export function writeRows(job: FileJob, rows: readonly Row[]): CountedFile[] {
  const columns = [...rowColumns(job.contract), ...lineageColumns(job)];
  const compare = compareRows(job.contract);
  return partitionRows(job.contract, rows).map(({ partition, rows: unsorted }, index) => {
    const path = join(job.folder, `rows-${index}.parquet`);
    const written = writeParquet(path, columns, unsorted.sort(compare));
    return { path, place: { content: "rows", dataset: job.contract.name, partition, part: 0 }, rows: written };
  });
}

function rowColumns(contract: Contract): WrittenColumn<Row>[] {
  return contract.columns.map(({ key, name, type: columnType }) => {
    const { type, stored } = storedType(columnType, `${contract.name}, column "${key}"`);
    return flatColumn(name, type, (row) => row[key] ?? null, stored);
  });
}
