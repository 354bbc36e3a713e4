import type { Field } from "parquetjs-lite/lib/schema.js";

/**
 * An optional column of one of parquetjs-lite's types. Statistics are left out beside any text that is not ASCII: the
 * writer compares UTF-16 code units, where readers that prune by statistics compare bytes of UTF-8.
 *
 * @param texts the values of a column of type UTF8
 * @see https://github.com/ZJONSSON/parquetjs#list-of-supported-types--encodings
 */
export function parquetField(type: string, texts: Iterable<unknown> = []): Field {
  const field: Field = { type, compression: "SNAPPY", optional: true };
  for (const text of texts) {
    if (typeof text === "string" && Buffer.byteLength(text) !== text.length) return { ...field, statistics: false };
  }
  return field;
}
