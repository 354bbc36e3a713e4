import { RedshiftDataClient } from "@aws-sdk/client-redshift-data";
import type { Cell } from "../../../local/cli/query/Result.ts";
import { readResult } from "../../../local/cli/query/readResult.ts";
import { runStatement } from "../../../local/cli/query/runStatement.ts";
import { warehouseOf } from "../../../local/cli/query/warehouseOf.ts";
import type { Target } from "../../../local/cli/target/Target.ts";

/**
 * What a region's warehouse answers by the Data API, rows of cells by the names of columns.
 * @param values of the statement's named parameters
 */
export async function ask(
  { clientConfig, outputs }: Pick<Target, "clientConfig" | "outputs">,
  region: string,
  sql: string,
  values: Readonly<Record<string, string>> = {},
): Promise<Record<string, Cell>[]> {
  const client = new RedshiftDataClient(clientConfig(region));
  try {
    const warehouse = warehouseOf(outputs, region);
    const parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
    const { id } = await runStatement(client, { warehouse, sql, parameters }, new AbortController().signal);
    const { columns, pages } = await readResult(client, id);
    const rows = (await Array.fromAsync(pages)).flat();
    return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
  } finally {
    client.destroy();
  }
}
