import fc from "fast-check";
import types from "parquetjs-lite/gen-nodejs/parquet_types.js";
import { describe, expect, test } from "vitest";
import { serializeThrift } from "../../../../jobs/inline/encode/serializeThrift.ts";

/** parquetjs-lite's own, which the project does not use. */
const { default: util } = (await import("parquetjs-lite/lib/util.js" as string)) as {
  default: { serializeThrift(struct: object): Buffer };
};

describe("Thrift's compact protocol", () => {
  const offset = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  const small = fc.integer({ min: 0, max: 2 ** 31 - 1 });
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );
  const instant = new types.LogicalType({
    TIMESTAMP: new types.TimestampType({
      isAdjustedToUTC: true,
      unit: new types.TimeUnit({ MICROS: new types.MicroSeconds() }),
    }),
  });

  test("has the bytes of parquetjs-lite's own for a footer", () => {
    const statistics = fc
      .record({ null_count: offset, min_value: text, max_value: text })
      .map((fields) => new types.Statistics(fields as ConstructorParameters<typeof types.Statistics>[0]));
    const column = fc
      .record({
        names: fc.array(fc.string(), { minLength: 1, maxLength: 20 }),
        numbers: fc.tuple(small, small),
        statistics,
      })
      .map(({ names, numbers: [one, other], statistics }) => {
        const meta_data = new types.ColumnMetaData({
          type: one,
          encodings: [one, other, 0],
          path_in_schema: names,
          codec: 1,
          num_values: other,
          total_uncompressed_size: one,
          total_compressed_size: other,
          data_page_offset: one,
          ...(one % 2 === 0 && { dictionary_page_offset: other }),
          statistics,
        });
        return new types.ColumnChunk({ file_offset: 0, meta_data });
      });
    const footer = fc.record({ columns: fc.array(column, { maxLength: 20 }), rows: small }).map(
      ({ columns, rows }) =>
        new types.FileMetaData({
          version: 1,
          schema: [
            new types.SchemaElement({ name: "root", num_children: columns.length }),
            new types.SchemaElement({
              name: "at",
              type: 2,
              repetition_type: 1,
              converted_type: 10,
              logicalType: instant,
            }),
          ],
          num_rows: rows,
          row_groups: [new types.RowGroup({ columns, total_byte_size: rows, num_rows: rows })],
          created_by: "someone",
          column_orders: columns.map(() => new types.ColumnOrder({ TYPE_ORDER: new types.TypeDefinedOrder() })),
        }),
    );
    fc.assert(fc.property(footer, (struct) => serializeThrift(struct).equals(util.serializeThrift(struct))));
  });

  test("writes numbers beyond 32 bits", () => {
    const struct = new types.Statistics({ null_count: 2 ** 40 });
    // Field 3 of type i64, 2^41 in groups of seven bits, the end.
    expect([...serializeThrift(struct)]).toEqual([0x36, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40, 0]);
  });
});
