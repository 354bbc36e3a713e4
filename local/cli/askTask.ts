import { RedshiftDataClient } from "@aws-sdk/client-redshift-data";
import { exactLongs } from "./query/exactLongs.ts";
import { tableText } from "./query/formats/tableText.ts";
import { readResult } from "./query/readResult.ts";
import { runStatement } from "./query/runStatement.ts";
import { warehouseOf } from "./query/warehouseOf.ts";
import { opened, type Task } from "./runTasks.ts";

/** The task that asks each region's warehouse the same; it asks nothing where a run has failed. */
export function askTask(sql: string): Task {
  return {
    title: "Ask each region's warehouse",
    skip: ({ runs }) => runs.some((run) => run.status !== "SUCCEEDED"),
    task: async (context) => {
      const { clientConfig, outputs } = opened(context);
      for (const region of Object.keys(outputs.warehouses ?? {})) {
        const client = exactLongs(new RedshiftDataClient(clientConfig(region)));
        const warehouse = warehouseOf(outputs, region);
        const { id } = await runStatement(client, { warehouse, sql, parameters: [] }, new AbortController().signal);
        const text = (await Array.fromAsync(tableText(await readResult(client, id)))).join("");
        context.answers.push({ region, sql, text });
        client.destroy();
      }
    },
  };
}
