import { EntityNotFoundException, GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import type { Run } from "../../core/commit/Run.ts";
import { compareSchema, type SchemaDifference } from "../../core/contract/compareSchema.ts";
import type { GlueColumn } from "../../core/emit/glueTable.ts";
import { contractOf } from "../shared/contractOf.ts";
import { logger } from "../shared/logger.ts";
import { setting } from "../shared/setting.ts";
import { withRun } from "../shared/withRun.ts";

export interface CompareInput {
  readonly run: Run;
}

export interface CompareOutput extends SchemaDifference {
  /** False where the crawler has made no table of the dataset: there is nothing to compare. */
  readonly crawled: boolean;
  /** True where the dataset was crawled, and nothing differs. */
  readonly agrees: boolean;
}

const glue = new GlueClient({});

/**
 * Reports how the columns that the crawler found in the landed files of a dataset differ from its contract. A report
 * only: no difference fails the run, since the conversion judges each record by itself.
 */
export const handler = withRun(async ({ run }: CompareInput): Promise<CompareOutput> => {
  const contract = contractOf(run);
  const columns = await crawledColumns(contract.name);
  if (columns === undefined) {
    logger.warn("not crawled", { database: setting("SLUICE_LANDING_DATABASE"), table: contract.name });
    return { crawled: false, agrees: false, missing: [], added: [], types: [] };
  }
  const difference = compareSchema(contract, columns);
  const agrees = Object.values(difference).every((list) => list.length === 0);
  if (!agrees) logger.warn("schema differs", { difference });
  return { crawled: true, agrees, ...difference };
});

/** The columns of the dataset's table in the database of landed files; undefined where there is no such table. */
async function crawledColumns(dataset: string): Promise<GlueColumn[] | undefined> {
  const table = { DatabaseName: setting("SLUICE_LANDING_DATABASE"), Name: dataset };
  try {
    const { Table } = await glue.send(new GetTableCommand(table));
    const columns = Table?.StorageDescriptor?.Columns ?? [];
    return columns.map(({ Name = "", Type = "string" }) => ({ name: Name, type: Type }));
  } catch (error) {
    if (error instanceof EntityNotFoundException) return undefined;
    throw error;
  }
}
