import "./declareThriftNames.ts";
import types from "parquetjs-lite/gen-nodejs/parquet_types.js";
import codec from "parquetjs-lite/lib/codec/index.js";
import compression from "parquetjs-lite/lib/compression.js";
import schema from "parquetjs-lite/lib/schema.js";

/**
 * The parts of parquetjs-lite that write: schema, plain encoding, Snappy and Thrift structures. Its writer, which takes rows one by
 * one, spends most of its time on an object, a list and a set for each value; `writeParquet` takes columns instead.
 */
export const parquet = { ...schema, types, codec, compression };
