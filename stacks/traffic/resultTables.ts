import { layout } from "../../core/commit/layout.ts";
import { parquetTable } from "../../core/emit/parquetTable.ts";
import type { LakeTable } from "../../infra/Catalog.ts";
import { resultColumns, resultPartitionKeys } from "../../jobs/traffic/resultColumns.ts";
import { resultDataset } from "../../jobs/traffic/resultDataset.ts";

/** The table of the result, and the one beside it that statements write aside into; no one reads that. */
export const resultTables = [
  {
    table: parquetTable(resultDataset, resultColumns, resultPartitionKeys),
    prefix: layout.table("rows", resultDataset),
  },
  {
    table: parquetTable(`${resultDataset}_staging`, resultColumns, resultPartitionKeys),
    prefix: `staging/_${resultDataset}/`,
  },
] as const satisfies readonly LakeTable[];
