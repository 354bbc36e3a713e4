import { GetTableCommand, GlueClient, type Table } from "@aws-sdk/client-glue";
import { type CommitRecord, commitRecord } from "../../core/commit/CommitRecord.ts";
import { layout } from "../../core/commit/layout.ts";
import { publishedColumns } from "../../core/commit/publishedColumns.ts";
import { publishedFiles } from "../../core/commit/publishedFiles.ts";
import type { Run } from "../../core/commit/Run.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import type { AddedColumn } from "../../core/contract/AddedColumn.ts";
import { evolvedContract } from "../../core/contract/evolvedContract.ts";
import { glueTable } from "../../core/emit/glueTable.ts";
import { SluiceError } from "../../core/errors.ts";
import { registry } from "../../datasets/registry.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import { contractOf } from "../shared/contractOf.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { withRun } from "../shared/withRun.ts";
import { type RegisteredPartition, registerPartitions } from "./registerPartitions.ts";
import { widenTable } from "./widenTable.ts";

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
 * Registers the partitions of the published files in the catalog of its region; the table of a dataset that evolves is
 * given the columns that the files brought, and their partitions too. What is there already is no error, so that the step
 * may be repeated. Partitions are never removed: one whose files were replaced or superseded stays, which is harmless, as
 * it is read as empty and other files of it may come at any time. Nor are columns, which other files may have.
 */
export const handler = withRun(async ({ run }: RegisterInput): Promise<RegisterResult> => {
  const record = await recordOf(run);
  const partitions = partitionsOf(record);
  const evolves = registry.get(run.dataset)?.drift.added === "evolve";
  if (!evolves && partitions.length === 0) return { partitions: 0, created: 0 };
  const added = evolves ? publishedColumns(record) : [];
  const read = () => tableOf(run);
  const table = evolves ? await widenTable(glue, read, columnsOf(run, added)) : await read();
  const created = await registerPartitions(glue, table, partitions, added.length > 0);
  return { partitions: partitions.length, created };
});

function columnsOf(run: Run, added: readonly AddedColumn[]) {
  return glueTable(evolvedContract(contractOf(run), added), "rows").columns;
}

async function tableOf({ dataset }: Run): Promise<Table> {
  const names = { DatabaseName: setting("SLUICE_DATABASE"), Name: dataset };
  const { Table: found } = await glue.send(new GetTableCommand(names));
  return { ...found, ...names };
}

async function recordOf(run: Run): Promise<CommitRecord> {
  const bucket = setting("SLUICE_LAKE");
  const key = layout.commitRecord(run.dataset, sourceFolder(run.source));
  const record = await readJson(s3In(setting("AWS_REGION")), commitRecord, { bucket, key });
  if (record !== undefined) return record.value;
  throw new SluiceError("register.not_committed", "There is no commit record for the source object", {
    where: `s3://${bucket}/${key}`,
    mend: "run the commit step first",
  });
}

function partitionsOf(record: CommitRecord): RegisteredPartition[] {
  const bucket = setting("SLUICE_LAKE");
  const places = publishedFiles(record)
    .map((file) => file.place)
    .filter(({ content, partition }) => content === "rows" && partition.length > 0);
  const byLocation = new Map(places.map((place) => [`s3://${bucket}/${layout.partition(place)}`, place]));
  return [...byLocation].map(([location, place]) => ({ location, values: place.partition.map(([, value]) => value) }));
}
