import type { RowGroup, SchemaElement } from "parquetjs-lite/gen-nodejs/parquet_types.js";
import type { GroupField, LeafField, ParquetSchema } from "parquetjs-lite/lib/schema.js";
import { parquet } from "../parquet.ts";
import { serializeThrift } from "./serializeThrift.ts";

const { types } = parquet;

/** The least version of the format that all of a file's parts are of. */
const version = 1;

/**
 * The footer of a Parquet file, up to its last byte. It says two things that parquetjs-lite's own leaves out: that
 * timestamps are instants, which readers such as DuckDB would take for local times, and that statistics are by the order
 * of each column's type, without which readers such as Arrow do not prune by them.
 * @see https://parquet.apache.org/docs/file-format/metadata/
 */
export function encodeFooter({ fields, fieldList }: ParquetSchema, groups: readonly RowGroup[], rows: number): Buffer {
  const root = new types.SchemaElement({ name: "root", num_children: Object.keys(fields).length });
  const metadata = new types.FileMetaData({
    version,
    schema: [root, ...fieldList.map(elementOf)],
    num_rows: rows,
    row_groups: groups,
    created_by: "sluice with parquetjs-lite",
    column_orders: fieldList
      .filter(({ isNested }) => !isNested)
      .map(() => new types.ColumnOrder({ TYPE_ORDER: new types.TypeDefinedOrder() })),
  });
  const body = serializeThrift(metadata);
  const end = Buffer.from("....PAR1");
  end.writeUInt32LE(body.length);
  return Buffer.concat([body, end]);
}

function elementOf(field: LeafField | GroupField): SchemaElement {
  const { name, repetitionType, originalType } = field;
  return new types.SchemaElement({
    name,
    repetition_type: types.FieldRepetitionType[repetitionType],
    ...(field.isNested ? { num_children: field.fieldCount } : { type: types.Type[field.primitiveType] }),
    ...(originalType !== undefined && { converted_type: types.ConvertedType[originalType] }),
    ...(originalType === "TIMESTAMP_MICROS" && { logicalType: instant() }),
  });
}

/** @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#timestamp */
function instant() {
  const unit = new types.TimeUnit({ MICROS: new types.MicroSeconds() });
  return new types.LogicalType({ TIMESTAMP: new types.TimestampType({ isAdjustedToUTC: true, unit }) });
}
