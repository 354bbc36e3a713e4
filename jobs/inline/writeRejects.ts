import { join } from "node:path";
import type { Field } from "parquetjs-lite/lib/schema.js";
import type { Reject } from "../../core/convert/Reject.ts";
import type { CountedFile, FileJob } from "../staging/ConvertFile.ts";
import { lineageColumns } from "./lineageColumns.ts";
import { parquetField } from "./parquetField.ts";
import { type WrittenColumn, writeParquet } from "./writeParquet.ts";

/** A list as Parquet has it: a group LIST of a repeated group `list` of one `element`. */
const errorsField: Field = {
  type: "LIST",
  optional: true,
  fields: {
    list: {
      repeated: true,
      fields: {
        element: { optional: true, fields: { column: parquetField("UTF8"), reason: parquetField("UTF8") } },
      },
    },
  },
};

/** Texts of records may be long, and nobody looks for one by its place in their order. */
const rawField: Field = { ...parquetField("UTF8"), statistics: false };

const rejectColumns: readonly WrittenColumn<Reject>[] = [
  { name: "record", field: parquetField("INT_64"), storedOf: ({ record }) => record },
  {
    name: "errors",
    field: errorsField,
    storedOf: ({ errors }) => ({ list: errors.map((error) => ({ element: error })) }),
  },
  { name: "raw", field: rawField, storedOf: ({ raw }) => raw },
];

/** Writes the rejected records, in their order, as one Parquet file; none where nothing is rejected. */
export async function writeRejects(job: FileJob, rejects: readonly Reject[]): Promise<CountedFile[]> {
  if (rejects.length === 0) return [];
  const path = join(job.folder, "rejects.parquet");
  const rows = await writeParquet<Reject>(path, [...lineageColumns(job), ...rejectColumns], rejects);
  return [{ path, place: { content: "rejects", dataset: job.contract.name, partition: [], part: 0 }, rows }];
}
