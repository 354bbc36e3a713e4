import { BatchGetPartitionCommand, type GlueClient } from "@aws-sdk/client-glue";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import { arrivalFolder } from "../../jobs/traffic/arrivalFolder.ts";

/** The columns of the raw files that arrived in an hour. */
export interface HourColumns {
  readonly hour: Date;
  readonly columns: readonly string[];
}

/** What Glue takes in a call. */
const most = 1000;

/**
 * What a crawler recorded of the raw files of some hours, one that has none left out: a partition has the columns of its
 * own files, where the table has those of all.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_BatchGetPartition.html
 */
export async function hourColumns(glue: GlueClient, database: string, hours: readonly Date[]): Promise<HourColumns[]> {
  const byValues = new Map(hours.map((hour) => [partitionValues(hour).join("/"), hour]));
  const names = { DatabaseName: database, TableName: trafficRaw.name };
  const found: HourColumns[] = [];
  let asked = hours.map((hour) => ({ Values: partitionValues(hour) }));
  while (asked.length > 0) {
    const { Partitions = [], UnprocessedKeys = [] } = await glue.send(
      new BatchGetPartitionCommand({ ...names, PartitionsToGet: asked.slice(0, most) }),
    );
    for (const { Values = [], StorageDescriptor } of Partitions) {
      const hour = byValues.get(Values.join("/"));
      const columns = (StorageDescriptor?.Columns ?? []).map(({ Name = "" }) => Name);
      if (hour !== undefined) found.push({ hour, columns });
    }
    asked = [...UnprocessedKeys.map(({ Values = [] }) => ({ Values })), ...asked.slice(most)];
  }
  return found;
}

/** As a crawler reads them from the names of folders. */
function partitionValues(hour: Date): string[] {
  return arrivalFolder(hour)
    .split("/")
    .map((folder) => folder.slice(folder.indexOf("=") + 1));
}
