import "./declareThriftNames.ts";
import types from "parquetjs-lite/gen-nodejs/parquet_types.js";
import schema from "parquetjs-lite/lib/schema.js";
import util from "parquetjs-lite/lib/util.js";
import writer from "parquetjs-lite/lib/writer.js";

/** The parts of parquetjs-lite that write: its main module would bring the reader along. */
export const parquet = { ...schema, ...writer, types, util };
