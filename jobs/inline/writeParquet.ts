import { writeFileSync } from "node:fs";
import type { RowGroup } from "parquetjs-lite/gen-nodejs/parquet_types.js";
import type { Field } from "parquetjs-lite/lib/schema.js";
import { encodeFooter } from "./encode/encodeFooter.ts";
import { encodeRowGroup } from "./encode/encodeRowGroup.ts";
import type { Shredded } from "./encode/Shredded.ts";
import { parquet } from "./parquet.ts";

/** A column of a Parquet file: its field in the schema, and how rows are taken apart into its leaves, in their order. */
export interface WrittenColumn<R> {
  readonly name: string;
  readonly field: Field;
  readonly shred: (rows: readonly R[]) => readonly Shredded[];
}

/** Rows of a row group: as many as DuckDB's have. */
const rowGroupSize = 122_880;

const magic = Buffer.from("PAR1");

/**
 * Writes rows, in their order, as one Parquet file compressed by Snappy. It waits for the disk: encoding leaves nothing
 * else to do meanwhile, and a hundred small files wait for the event loop longer than for the disk.
 *
 * @returns the number of rows that the file says it has
 * @see https://parquet.apache.org/docs/file-format/
 */
export function writeParquet<R>(path: string, columns: readonly WrittenColumn<R>[], rows: readonly R[]): number {
  const schema = new parquet.ParquetSchema(Object.fromEntries(columns.map(({ name, field }) => [name, field])));
  const sections: Buffer[] = [magic];
  const groups: RowGroup[] = [];
  let offset = magic.length;
  for (let at = 0; at < rows.length; at += rowGroupSize) {
    const part = rows.slice(at, at + rowGroupSize);
    const shredded = columns.flatMap(({ shred }) => shred(part));
    const { bytes, group } = encodeRowGroup(schema, shredded, part.length, offset);
    sections.push(...bytes);
    groups.push(group);
    offset += bytes.reduce((sum, { length }) => sum + length, 0);
  }
  const written = groups.reduce((sum, group) => sum + group.num_rows, 0);
  writeFileSync(path, Buffer.concat([...sections, encodeFooter(schema, groups, written)]));
  return written;
}
