import { RedshiftDataClient, type SqlParameter } from "@aws-sdk/client-redshift-data";
import type { Target } from "../target/Target.ts";
import { exactLongs } from "./exactLongs.ts";
import type { Output } from "./Output.ts";
import { readResult } from "./readResult.ts";
import { cancelled, runStatement, type Statement } from "./runStatement.ts";
import { warehouseOf } from "./warehouseOf.ts";
import { writeOutput } from "./writeOutput.ts";

export interface Query {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
  /** @default the region that files land in */
  readonly region?: string | undefined;
  readonly output: Output;
}

/**
 * Runs a statement in a region's warehouse and writes its result, until `signal` aborts.
 * @throws SluiceError as `warehouseOf` and `runStatement` do.
 */
export async function runQuery(
  target: Pick<Target, "clientConfig" | "outputs">,
  query: Query,
  signal: AbortSignal,
): Promise<void> {
  const { region, ...warehouse } = warehouseOf(target.outputs, query.region);
  const client = exactLongs(new RedshiftDataClient(target.clientConfig(region)));
  try {
    await answer(client, { ...query, warehouse }, query.output, signal);
  } finally {
    client.destroy();
  }
}

async function answer(client: RedshiftDataClient, statement: Statement, output: Output, signal: AbortSignal) {
  const { id, hasResult, rows } = await runStatement(client, statement, signal);
  if (!hasResult) {
    process.stderr.write(`Done: no result, ${rows} rows changed.\n`);
    return;
  }
  try {
    await writeOutput(await readResult(client, id), output, signal);
  } catch (error) {
    throw signal.aborted ? cancelled() : error;
  }
}
