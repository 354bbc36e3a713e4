import type { Field } from "parquetjs-lite/lib/schema.js";

/**
 * An optional column of one of parquetjs-lite's types.
 * @see https://github.com/ZJONSSON/parquetjs#list-of-supported-types--encodings
 */
export function parquetField(type: string): Field {
  return { type, compression: "SNAPPY", optional: true };
}
