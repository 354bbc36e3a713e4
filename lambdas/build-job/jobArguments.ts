import type { GlueClient } from "@aws-sdk/client-glue";
import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { trafficLocations } from "../../datasets/trafficLocations.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import { sparkNames } from "../../jobs/traffic/sparkNames.ts";
import type { DaySpan } from "../../jobs/traffic/splitDays.ts";
import { type TransformWindow, transformWindow } from "../../jobs/traffic/transformWindow.ts";
import { wholeHours } from "../../jobs/traffic/wholeHours.ts";
import { crawledTable } from "../shared/crawledTable.ts";
import { latenessHours } from "../shared/latenessHours.ts";
import { setting } from "../shared/setting.ts";

/** Arguments of `query_to_parquet.py`, as JSON: what it reads, and the values of the query's parameters. */
export interface JobArguments {
  readonly tables: string;
  readonly parameters: string;
}

/**
 * What the job is told to read of a span. Fields are named by where they stand, as crawlers found them.
 * @throws SluiceError `traffic.not_crawled`
 */
export async function jobArguments(glue: GlueClient, span: DaySpan): Promise<JobArguments> {
  const window = transformWindow({ ...span, latenessHours: latenessHours() });
  const tables = [
    { name: sparkNames.raw, ...(await tableOf(glue, trafficRaw)), hours: hoursOf(window) },
    { name: sparkNames.locations, ...(await tableOf(glue, trafficLocations)), hours: null },
  ];
  const parameters: Record<(typeof sparkNames.parameters)[number], string | number> = {
    lateness: window.lateness,
    look_back: window.lookBack,
    first_minute: window.firstMinute,
    last_minute: window.lastMinute,
    zone: setting("SLUICE_ZONE"),
  };
  return { tables: JSON.stringify(tables), parameters: JSON.stringify(parameters) };
}

async function tableOf(glue: GlueClient, { name, source }: Contract) {
  const database = setting("SLUICE_RAW_DATABASE");
  const table = await crawledTable(glue, database, name);
  if (table === undefined) {
    throw new SluiceError("traffic.not_crawled", `There is no table ${name}`, {
      where: database,
      mend: "run the crawler, and see its log where it makes none",
    });
  }
  return {
    files: `s3://${setting("SLUICE_RAW_BUCKET")}/${name}/`,
    columns: table.columns.map((column) => column.name),
    ...{ delimiter: source.delimiter, quote: source.quote, escape: source.escape, header: source.header },
  };
}

/** The first and the last hour whose files are read. */
function hoursOf({ arrivals: { first, last } }: TransformWindow): [string, string] {
  const hours = wholeHours(first, last).map((at) => at.toISOString());
  return [hours[0] ?? first.toISOString(), hours.at(-1) ?? last.toISOString()];
}
