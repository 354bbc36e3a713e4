import { BatchCreatePartitionCommand, GetTableCommand, GlueClient, type StorageDescriptor } from "@aws-sdk/client-glue";
import { commitRecord } from "../../core/commit/CommitRecord.ts";
import { layout } from "../../core/commit/layout.ts";
import { publishedFiles } from "../../core/commit/publishedFiles.ts";
import type { Run } from "../../core/commit/Run.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import { SluiceError } from "../../core/errors.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { withRun } from "../shared/withRun.ts";

export interface RegisterInput {
  readonly run: Run;
}

export interface RegisterResult {
  /** Partitions that the published files lie in. */
  readonly partitions: number;
  /** Those of them that the catalog did not have. */
  readonly created: number;
}

const glue = new GlueClient({});

/**
 * Registers the partitions of the published files in the catalog of its region, at most 100 a call. A partition that is
 * there already is no error, so that the step may be repeated. Partitions are never removed: one whose files were
 * replaced or superseded stays, which is harmless, as it is read as empty and other files of it may come at any time.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html
 */
export const handler = withRun(async ({ run }: RegisterInput): Promise<RegisterResult> => {
  const partitions = await publishedPartitions(run);
  if (partitions.length === 0) return { partitions: 0, created: 0 };
  const table = { DatabaseName: setting("SLUICE_DATABASE"), TableName: run.dataset };
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: table.DatabaseName, Name: table.TableName }));
  let created = 0;
  for (let start = 0; start < partitions.length; start += 100) {
    const batch = partitions.slice(start, start + 100);
    const PartitionInputList = batch.map(({ values, location }) => ({
      Values: values,
      StorageDescriptor: { ...(Table?.StorageDescriptor as StorageDescriptor), Location: location },
    }));
    const { Errors = [] } = await glue.send(new BatchCreatePartitionCommand({ ...table, PartitionInputList }));
    const failed = Errors.find(({ ErrorDetail }) => ErrorDetail?.ErrorCode !== "AlreadyExistsException");
    if (failed) {
      throw new SluiceError(
        "register.partition_refused",
        failed.ErrorDetail?.ErrorMessage ?? "Glue refused a partition",
        {
          where: `${table.DatabaseName}.${table.TableName} ${failed.PartitionValues?.join("/")}`,
          mend: "retry the run",
        },
      );
    }
    created += batch.length - Errors.length;
  }
  return { partitions: partitions.length, created };
});

async function publishedPartitions(run: Run): Promise<{ values: string[]; location: string }[]> {
  const bucket = setting("SLUICE_LAKE");
  const key = layout.commitRecord(run.dataset, sourceFolder(run.source));
  const record = await readJson(s3In(setting("AWS_REGION")), commitRecord, { bucket, key });
  if (record === undefined) {
    throw new SluiceError("register.not_committed", "There is no commit record for the source object", {
      where: `s3://${bucket}/${key}`,
      mend: "run the commit step first",
    });
  }
  const places = publishedFiles(record.value)
    .map((file) => file.place)
    .filter(({ content, partition }) => content === "rows" && partition.length > 0);
  const byLocation = new Map(places.map((place) => [`s3://${bucket}/${layout.partition(place)}`, place]));
  return [...byLocation].map(([location, place]) => ({ location, values: place.partition.map(([, value]) => value) }));
}
