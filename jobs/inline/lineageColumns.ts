import { lineage } from "../../core/contract/lineage.ts";
import type { FileJob } from "../staging/ConvertFile.ts";
import { parquetField } from "./parquetField.ts";
import type { WrittenColumn } from "./writeParquet.ts";

/** The columns that say where a row is from; their values are those of the job. */
export function lineageColumns({ lineage: { source, run } }: FileJob): WrittenColumn<unknown>[] {
  return [
    { name: lineage.source, field: parquetField("UTF8", [source]), storedOf: () => source },
    { name: lineage.run, field: parquetField("UTF8", [run]), storedOf: () => run },
  ];
}
