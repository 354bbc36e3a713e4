import { layout } from "../../core/commit/layout.ts";
import { parquetTable } from "../../core/emit/parquetTable.ts";
import { trafficSpeeds } from "../../datasets/trafficSpeeds.ts";
import type { LakeTable } from "../../infra/Catalog.ts";

/** The table of the result, and the one beside it that statements write aside into; no one reads that. */
export const resultTables = [
  {
    table: parquetTable(trafficSpeeds.name, trafficSpeeds.columns, trafficSpeeds.partitionKeys),
    prefix: layout.table("rows", trafficSpeeds.name),
  },
  {
    table: parquetTable(`${trafficSpeeds.name}_staging`, trafficSpeeds.columns, trafficSpeeds.partitionKeys),
    prefix: `staging/_${trafficSpeeds.name}/`,
    isRegistered: false,
  },
] as const satisfies readonly LakeTable[];
