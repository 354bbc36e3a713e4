import type { PrimitiveType } from "parquetjs-lite/lib/schema.js";
import { parquet } from "../parquet.ts";
import type { Stored } from "./Shredded.ts";

/**
 * Values in Parquet's plain encoding. Texts are not left to parquetjs-lite, which makes a buffer of each and puts it in
 * the place of the text given.
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#plain-plain--0
 */
export function encodePlain(type: PrimitiveType, values: readonly Stored[]): Buffer {
  return type === "BYTE_ARRAY" ? encodeTexts(values.map(String)) : parquet.codec.PLAIN.encodeValues(type, values);
}

/** Each text behind its length in bytes of UTF-8. */
function encodeTexts(texts: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + 4 + Buffer.byteLength(text), 0));
  let at = 0;
  for (const text of texts) {
    const length = bytes.write(text, at + 4);
    bytes.writeUInt32LE(length, at);
    at += 4 + length;
  }
  return bytes;
}
