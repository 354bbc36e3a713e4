import { join } from "node:path";
import type { Field } from "parquetjs-lite/lib/schema.js";
import type { Reject } from "../../core/convert/Reject.ts";
import type { CountedFile, FileJob } from "../staging/ConvertFile.ts";
import type { Shredded } from "./encode/Shredded.ts";
import { flatColumn } from "./flatColumn.ts";
import { lineageColumns } from "./lineageColumns.ts";
import { parquetField } from "./parquetField.ts";
import { unchanged } from "./storedType.ts";
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

/** Level of a field of `element` that is null, or there. A reject has one error at least. */
const [isNull, isThere] = [3, 4];

/** Texts of records may be long, and nobody looks for one by its place in their order. */
const rawField: Field = { ...parquetField("UTF8"), statistics: false };

const rejectColumns: readonly WrittenColumn<Reject>[] = [
  flatColumn("record", "INT_64", ({ record }) => record, unchanged),
  {
    name: "errors",
    field: errorsField,
    shred: (rejects) => [errorsOf(rejects, "column"), errorsOf(rejects, "reason")],
  },
  { ...flatColumn("raw", "UTF8", ({ raw }) => raw, unchanged), field: rawField },
];

/** Writes the rejected records, in their order, as one Parquet file; none where nothing is rejected. */
export function writeRejects(job: FileJob, rejects: readonly Reject[]): CountedFile[] {
  if (rejects.length === 0) return [];
  const path = join(job.folder, "rejects.parquet");
  const rows = writeParquet<Reject>(path, [...lineageColumns(job), ...rejectColumns], rejects);
  return [{ path, place: { content: "rejects", dataset: job.contract.name, partition: [], part: 0 }, rows }];
}

function errorsOf(rejects: readonly Reject[], field: "column" | "reason"): Shredded {
  const found = rejects.flatMap(({ errors }) => errors.map((error) => error[field]));
  return {
    values: found.filter((value) => value !== null),
    stored: unchanged,
    definition: Uint8Array.from(found, (value) => (value === null ? isNull : isThere)),
    repetition: Uint8Array.from(rejects.flatMap(({ errors }) => errors.map((_, index) => Math.min(index, 1)))),
  };
}
