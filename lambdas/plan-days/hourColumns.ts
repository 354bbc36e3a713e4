import {
  BatchGetPartitionCommand,
  type GlueClient,
  type Partition,
  type PartitionValueList,
} from "@aws-sdk/client-glue";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import { arrivalFolder } from "../../jobs/traffic/arrivalFolder.ts";

/** The columns of the raw files that arrived in an hour. */
export interface HourColumns {
  readonly hour: Date;
  readonly columns: readonly string[];
}

/** What Glue takes in a call. */
const most = 1000;
/** How often partitions are asked for in vain: Glue does not say of those that it leaves out whether there are any. */
const tries = 3;

/**
 * What a crawler recorded of the raw files of some hours, one that has none left out: a partition has the columns of its
 * own files, where the table has those of all.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_BatchGetPartition.html
 */
export async function hourColumns(glue: GlueClient, database: string, hours: readonly Date[]): Promise<HourColumns[]> {
  const found: HourColumns[] = [];
  for (let start = 0; start < hours.length; start += most) {
    const byValues = new Map(hours.slice(start, start + most).map((hour) => [partitionValues(hour).join("/"), hour]));
    for (const { Values = [], StorageDescriptor } of await partitionsOf(glue, database, [...byValues.values()])) {
      const hour = byValues.get(Values.join("/"));
      const columns = (StorageDescriptor?.Columns ?? []).map(({ Name = "" }) => Name);
      if (hour !== undefined) found.push({ hour, columns });
    }
  }
  return found;
}

async function partitionsOf(glue: GlueClient, database: string, hours: readonly Date[]): Promise<Partition[]> {
  const names = { DatabaseName: database, TableName: trafficRaw.name };
  const found: Partition[] = [];
  let asked: PartitionValueList[] = hours.map((hour) => ({ Values: partitionValues(hour) }));
  for (let inVain = 0; asked.length > 0 && inVain < tries; ) {
    const command = new BatchGetPartitionCommand({ ...names, PartitionsToGet: asked });
    const { Partitions = [], UnprocessedKeys = [] } = await glue.send(command);
    found.push(...Partitions);
    inVain = Partitions.length > 0 ? 0 : inVain + 1;
    asked = UnprocessedKeys;
  }
  return found;
}

/** As a crawler reads them from the names of folders. */
function partitionValues(hour: Date): string[] {
  return arrivalFolder(hour)
    .split("/")
    .map((folder) => folder.slice(folder.indexOf("=") + 1));
}
