import { GlueClient } from "@aws-sdk/client-glue";
import type { Run } from "../../core/commit/Run.ts";
import { compareSchema, type SchemaDifference } from "../../core/contract/compareSchema.ts";
import { contractOf } from "../shared/contractOf.ts";
import { crawledTable } from "../shared/crawledTable.ts";
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
  const database = setting("SLUICE_LANDING_DATABASE");
  const table = await crawledTable(glue, database, contract.name);
  if (table === undefined) {
    logger.warn("not crawled", { database, table: contract.name });
    return { crawled: false, agrees: false, missing: [], added: [], types: [] };
  }
  const difference = compareSchema(contract, table.columns);
  const agrees = Object.values(difference).every((list) => list.length === 0);
  if (!agrees) logger.warn("schema differs", { difference });
  return { crawled: true, agrees, ...difference };
});
