import type { GlueClient } from "@aws-sdk/client-glue";
import { compareSchema } from "../../core/contract/compareSchema.ts";
import type { GlueColumn, GlueTable } from "../../core/emit/parquetTable.ts";
import { SluiceError } from "../../core/errors.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import { crawledTable } from "../shared/crawledTable.ts";

/** The table's partition keys as a crawler finds them: texts. */
const partitionKeys = ["year string", "month string", "day string", "hour string"].join(", ");

/**
 * Requires that the table which a crawler made of the raw files has the contract's columns, of types that the transform
 * reads. A column more is no error: the transform does not read it.
 * @returns the table's columns, in their order
 * @throws SluiceError `traffic.not_crawled`, or `traffic.schema_drift` naming every column that is wrong
 */
export async function requireSchema(glue: GlueClient, database: string): Promise<readonly GlueColumn[]> {
  const where = `${database}.${trafficRaw.name}`;
  const table = await crawledTable(glue, database, trafficRaw.name);
  if (table === undefined) {
    throw new SluiceError("traffic.not_crawled", "The crawler has made no table of the raw files", {
      where,
      mend: "run the crawler, and see its log where it makes none",
    });
  }
  const differences = differencesOf(table);
  if (differences.length === 0) return table.columns;
  throw new SluiceError("traffic.schema_drift", `The raw files have changed: ${differences.join("; ")}`, {
    where,
    mend: "deliver the files as before, or change datasets/trafficRaw.ts and the transform",
  });
}

function differencesOf(table: Pick<GlueTable, "columns" | "partitionKeys">): string[] {
  const { missing, types } = compareSchema(trafficRaw, table.columns);
  const keys = table.partitionKeys.map(({ name, type }) => `${name} ${type}`).join(", ");
  return [
    ...missing.map((column) => `${column} is missing`),
    ...types.map(({ column, contract, crawled }) => `${column} is ${crawled}, not ${contract}`),
    ...(keys === partitionKeys ? [] : [`the partition keys are ${keys || "none"}, not ${partitionKeys}`]),
  ];
}
