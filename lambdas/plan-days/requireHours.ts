import type { GlueClient } from "@aws-sdk/client-glue";
import { compareSchema } from "../../core/contract/compareSchema.ts";
import type { GlueColumn } from "../../core/emit/parquetTable.ts";
import { SluiceError } from "../../core/errors.ts";
import { inParallel } from "../../core/inParallel.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { hasArrivals } from "./hasArrivals.ts";
import { hourColumns } from "./hourColumns.ts";

/** What crawlers made of the raw files: the database, and the table's columns in their order. */
export interface CrawledFiles {
  readonly glue: GlueClient;
  readonly database: string;
  readonly columns: readonly GlueColumn[];
}

/**
 * Requires that the files of each hour that a plan reads have all columns of the contract, and the table's columns in
 * their order, as far as they go: files of CSV are read by position, whatever their headers say.
 * @throws SluiceError `traffic.schema_drift` naming the hours and how their columns differ
 * @see https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html
 */
export async function requireHours(crawled: CrawledFiles, raw: Lake, hours: readonly Date[]): Promise<void> {
  const { glue, database, columns } = crawled;
  const names = columns.map(({ name }) => name);
  const found = await hourColumns(glue, database, hours);
  const drifted = found.flatMap((each) => {
    const what = differenceOf(each.columns, names);
    return what === undefined ? [] : [{ hour: each.hour, what }];
  });
  // What a crawler recorded of files stays when they are gone.
  const there = await inParallel(drifted, 16, ({ hour }) => hasArrivals(raw, hour));
  const differences = Map.groupBy(
    drifted.filter((_, index) => there[index]),
    ({ what }) => what,
  );
  if (differences.size === 0) return;
  const told = shortened(
    [...differences].map(([what, each]) => `those of ${shortened(each.map(({ hour }) => hourText(hour)))} ${what}`),
    "; ",
  );
  throw new SluiceError("traffic.schema_drift", `Raw files of some hours have changed: ${told}`, {
    where: `${database}.${trafficRaw.name}`,
    mend: "deliver these hours anew with the columns of the others, in their order",
  });
}

/** How the columns of an hour's files differ from what they are read as. */
function differenceOf(columns: readonly string[], table: readonly string[]): string | undefined {
  const { missing } = compareSchema(
    trafficRaw,
    columns.map((name) => ({ name, type: "string" })),
  );
  if (missing.length > 0) return `lack ${missing.join(", ")}`;
  if (columns.every((name, index) => name === table[index])) return undefined;
  return `have the columns ${columns.join(", ")}, where the table has ${table.join(", ")}`;
}

/** In UTC, as arrivals are filed. */
function hourText(hour: Date): string {
  return `${hour.toISOString().slice(0, 13)}Z`;
}

/** The first of a list that may be long. */
function shortened(texts: readonly string[], between = ", "): string {
  const most = 4;
  const shown = texts.slice(0, most).join(between);
  return texts.length <= most ? shown : `${shown} and ${texts.length - most} more`;
}
