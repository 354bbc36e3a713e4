import type { ColumnMetaData, PageFields } from "parquetjs-lite/gen-nodejs/parquet_types.js";
import type { LeafField, PrimitiveType } from "parquetjs-lite/lib/schema.js";
import { parquet } from "../parquet.ts";
import { bitWidthOf } from "./bitWidthOf.ts";
import { dictionaryOf } from "./dictionaryOf.ts";
import { encodeHybrid } from "./encodeHybrid.ts";
import { encodePlain } from "./encodePlain.ts";
import type { Shredded, Stored } from "./Shredded.ts";
import { serializeThrift } from "./serializeThrift.ts";
import { statisticsOf } from "./statisticsOf.ts";

const { types, compression } = parquet;
const { PLAIN, RLE, RLE_DICTIONARY } = types.Encoding;

/** Types whose values are equal where they are the same: floating ones have two zeros. */
const withDictionary: ReadonlySet<PrimitiveType> = new Set(["INT32", "INT64", "BYTE_ARRAY"]);

/** A column chunk, and what the footer says of it. */
export interface EncodedColumn {
  readonly bytes: Buffer;
  readonly metadata: ColumnMetaData;
}

/** A page with its header. */
interface Page {
  readonly bytes: Buffer;
  /** Bytes before compression, the header's too. */
  readonly size: number;
}

/** What is stored of a column, before it is in pages. */
interface Content {
  readonly encoding: number;
  /** Without equal ones where there is a dictionary. */
  readonly stored: readonly Stored[];
  readonly dictionary: Page | null;
  readonly body: Buffer;
}

/**
 * Encodes a column of a row group: one data page of version 1, behind a dictionary where values repeat.
 * @param offset where in the file it will stand, in bytes
 * @see https://parquet.apache.org/docs/file-format/data-pages/
 */
export function encodeColumn(field: LeafField, shredded: Shredded, offset: number): EncodedColumn {
  const { values, definition } = shredded;
  const { encoding, stored, dictionary, body } = contentOf(field, shredded);
  const data = dataPage(field, shredded, encoding, body);
  const bytes = dictionary === null ? data.bytes : Buffer.concat([dictionary.bytes, data.bytes]);
  const counts = {
    null_count: definition.length - values.length,
    ...(dictionary !== null && { distinct_count: stored.length }),
  };
  const metadata = new types.ColumnMetaData({
    type: types.Type[field.primitiveType],
    encodings: dictionary === null ? [PLAIN, RLE] : [PLAIN, RLE, RLE_DICTIONARY],
    path_in_schema: field.path,
    codec: types.CompressionCodec[field.compression],
    num_values: definition.length,
    total_uncompressed_size: data.size + (dictionary?.size ?? 0),
    total_compressed_size: bytes.length,
    data_page_offset: offset + (dictionary?.bytes.length ?? 0),
    ...(dictionary !== null && { dictionary_page_offset: offset }),
    ...(field.statistics !== false && { statistics: statisticsOf(field, stored, counts) }),
  });
  return { bytes, metadata };
}

/** The values by themselves, or their indexes in a dictionary. */
function contentOf(field: LeafField, { values, stored: storedOf }: Shredded): Content {
  const found = withDictionary.has(field.primitiveType) ? dictionaryOf(values) : null;
  const stored = (found?.distinct ?? values).map(storedOf);
  const plain = encodePlain(field.primitiveType, stored);
  if (found === null || values.length === 0) return { encoding: PLAIN, stored, dictionary: null, body: plain };
  const header = new types.DictionaryPageHeader({ num_values: stored.length, encoding: PLAIN });
  const dictionary = page(field, { type: types.PageType.DICTIONARY_PAGE, dictionary_page_header: header }, plain);
  const bitWidth = bitWidthOf(stored.length - 1);
  const body = Buffer.concat([Buffer.of(bitWidth), encodeHybrid(found.indexes, bitWidth)]);
  return { encoding: RLE_DICTIONARY, stored, dictionary, body };
}

function dataPage(field: LeafField, { definition, repetition }: Shredded, encoding: number, body: Buffer): Page {
  const header = new types.DataPageHeader({
    num_values: definition.length,
    encoding,
    definition_level_encoding: RLE,
    repetition_level_encoding: RLE,
  });
  const levels = [...levelsOf(repetition, field.rLevelMax), ...levelsOf(definition, field.dLevelMax)];
  const fields = { type: types.PageType.DATA_PAGE, data_page_header: header };
  return page(field, fields, Buffer.concat([...levels, body]));
}

function levelsOf(levels: Uint8Array | null, max: number): Buffer[] {
  if (levels === null || max === 0) return [];
  const encoded = encodeHybrid(levels, bitWidthOf(max));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(encoded.length);
  return [length, encoded];
}

function page(
  { compression: method }: LeafField,
  fields: Omit<PageFields, "uncompressed_page_size" | "compressed_page_size">,
  body: Buffer,
): Page {
  const compressed = compression.deflate(method, body);
  const header = serializeThrift(
    new types.PageHeader({ ...fields, uncompressed_page_size: body.length, compressed_page_size: compressed.length }),
  );
  return { bytes: Buffer.concat([header, compressed]), size: header.length + body.length };
}
