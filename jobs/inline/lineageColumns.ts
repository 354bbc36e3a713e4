import { lineage } from "../../core/contract/lineage.ts";
import type { FileJob } from "../staging/ConvertFile.ts";
import { flatColumn } from "./flatColumn.ts";
import { unchanged } from "./storedType.ts";
import type { WrittenColumn } from "./writeParquet.ts";

/** The columns that say where a row is from; their values are those of the job. */
export function lineageColumns({ lineage: { source, run } }: FileJob): WrittenColumn<unknown>[] {
  return [
    flatColumn(lineage.source, "UTF8", () => source, unchanged),
    flatColumn(lineage.run, "UTF8", () => run, unchanged),
  ];
}
