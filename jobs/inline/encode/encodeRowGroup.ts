import type { RowGroup } from "parquetjs-lite/gen-nodejs/parquet_types.js";
import type { ParquetSchema } from "parquetjs-lite/lib/schema.js";
import { parquet } from "../parquet.ts";
import { type EncodedColumn, encodeColumn } from "./encodeColumn.ts";
import type { Shredded } from "./Shredded.ts";

const { types } = parquet;

/**
 * Encodes a row group, and says what the footer says of it.
 * @param shredded the leaves of the schema, in its order
 * @param offset where in the file it will stand, in bytes
 */
export function encodeRowGroup(
  { fieldList }: ParquetSchema,
  shredded: readonly Shredded[],
  rows: number,
  offset: number,
): { readonly bytes: readonly Buffer[]; readonly group: RowGroup } {
  const leaves = fieldList.filter((field) => field.isNested === undefined);
  const columns: EncodedColumn[] = [];
  let end = offset;
  for (const [index, field] of leaves.entries()) {
    const column = encodeColumn(field, shredded[index] as Shredded, end);
    columns.push(column);
    end += column.bytes.length;
  }
  const group = new types.RowGroup({
    // The offset of a copy of the metadata beside the column, which nobody writes any more.
    columns: columns.map(({ metadata }) => new types.ColumnChunk({ file_offset: 0, meta_data: metadata })),
    total_byte_size: columns.reduce((sum, { metadata }) => sum + metadata.total_uncompressed_size, 0),
    num_rows: rows,
  });
  return { bytes: columns.map(({ bytes }) => bytes), group };
}
