import {
  BatchCreatePartitionCommand,
  BatchUpdatePartitionCommand,
  type GlueClient,
  type PartitionError,
  type PartitionInput,
  type Table,
} from "@aws-sdk/client-glue";
import { SluiceError } from "../../core/errors.ts";

/** A partition of a table: its values, and where its files are. */
export interface RegisteredPartition {
  readonly values: string[];
  /** `s3://<bucket>/<prefix>` */
  readonly location: string;
}

/** What Glue takes in a call. */
const most = 100;

/**
 * Registers partitions with the columns of their table.
 * @param update whether those that are there already are given its columns too
 * @returns how many were not there
 * @throws SluiceError `register.partition_refused`
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_BatchUpdatePartition.html
 */
export async function registerPartitions(
  glue: GlueClient,
  table: Table,
  partitions: readonly RegisteredPartition[],
  update: boolean,
): Promise<number> {
  const names = { DatabaseName: table.DatabaseName, TableName: table.Name };
  let created = 0;
  for (let start = 0; start < partitions.length; start += most) {
    const inputs = partitions.slice(start, start + most).map((partition) => inputOf(table, partition));
    const { Errors = [] } = await glue.send(new BatchCreatePartitionCommand({ ...names, PartitionInputList: inputs }));
    refuse(
      table,
      Errors.filter(({ ErrorDetail }) => ErrorDetail?.ErrorCode !== "AlreadyExistsException"),
    );
    created += inputs.length - Errors.length;
    const there = new Set(Errors.map(({ PartitionValues }) => PartitionValues?.join("/")));
    const known = inputs.filter(({ Values }) => there.has(Values?.join("/")));
    if (!update || known.length === 0) continue;
    const Entries = known.map((input) => ({ PartitionValueList: input.Values, PartitionInput: input }));
    const updated = await glue.send(new BatchUpdatePartitionCommand({ ...names, Entries }));
    refuse(
      table,
      (updated.Errors ?? []).map(({ PartitionValueList, ErrorDetail }) => ({
        PartitionValues: PartitionValueList,
        ErrorDetail,
      })),
    );
  }
  return created;
}

function inputOf(table: Table, { values, location }: RegisteredPartition): PartitionInput {
  return { Values: values, StorageDescriptor: { ...table.StorageDescriptor, Location: location } };
}

function refuse({ DatabaseName, Name }: Table, [failed]: readonly PartitionError[]): void {
  if (failed === undefined) return;
  const what = failed.ErrorDetail?.ErrorMessage ?? "Glue refused a partition";
  throw new SluiceError("register.partition_refused", what, {
    where: `${DatabaseName}.${Name} ${failed.PartitionValues?.join("/")}`,
    mend: "retry the run",
  });
}
