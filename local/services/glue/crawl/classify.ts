import type { GlueColumn } from "../../../../core/emit/parquetTable.ts";
import { sqlLiteral } from "../../../../core/emit/sqlLiteral.ts";
import type { Database } from "../../../../jobs/duckdb/openDatabase.ts";
import type { CsvClassifier } from "../../../program/specs/classifierSpecs.ts";
import type { FileSchema } from "./FileSchema.ts";
import { hiveTypeOf } from "./hiveTypeOf.ts";
import { inferCsv } from "./inferCsv.ts";
import { readSample, type Sample } from "./readSample.ts";

/** What the classifiers look at. */
export interface Classified {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly classifiers: readonly CsvClassifier[];
}

/** That no classifier knows a file, and why. */
export interface Unknown {
  readonly classification: "UNKNOWN";
  readonly reason: string;
}

/**
 * The format and schema of a file, by the first classifier that knows it: Parquet by its footer, JSON and CSV by the
 * beginning.
 * @see https://docs.aws.amazon.com/glue/latest/dg/add-classifier.html
 */
export async function classify(database: Database, file: Classified): Promise<FileSchema | Unknown> {
  const sample = readSample(file.path, file.size);
  if (sample.bytes.subarray(0, 4).toString("latin1") === "PAR1") {
    return await parquetSchema(database, file.path).catch(unreadable);
  }
  if (sample.bytes.includes(0)) return unknown("it is not text, nor Parquet");
  const text = textOf(sample);
  const isJson = /^\s*[[{]/.test(text);
  const json = isJson ? await jsonSchema(database, file.path, sample, text).catch(unreadable) : undefined;
  if (json !== undefined && json.classification !== "UNKNOWN") return json;
  return csvSchema(file, sample, text) ?? json ?? unknown("it is text of no delimiter");
}

function unknown(reason: string): Unknown {
  return { classification: "UNKNOWN", reason };
}

function unreadable(error: unknown): Unknown {
  return unknown(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
}

/** Without a byte order mark, and without a last line that the sample may have cut. */
function textOf({ bytes, share }: Sample): string {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  return share === 1 || !text.includes("\n") ? text : text.slice(0, text.lastIndexOf("\n") + 1);
}

async function parquetSchema(database: Database, path: string): Promise<FileSchema> {
  const file = sqlLiteral(path);
  const columns = await columnsOf(database, `read_parquet(${file}, hive_partitioning = false)`);
  const [footer] = await database.rows(`SELECT num_rows AS n FROM parquet_file_metadata(${file})`);
  return { classification: "parquet", compression: "none", columns, records: Number(footer?.n) };
}

async function jsonSchema(
  database: Database,
  path: string,
  { compression, share }: Sample,
  text: string,
): Promise<FileSchema> {
  const packed = compression === "gzip" ? "gzip" : "uncompressed";
  const read = `read_json(${sqlLiteral(path)}, compression = '${packed}', hive_partitioning = false)`;
  const found = await columnsOf(database, read);
  const columns = found.map(({ name, type }) => ({ name, type: type.replaceAll(/\b(date|timestamp)\b/g, "string") }));
  const lines = text.split("\n").filter((line) => line.trim() !== "").length;
  return { classification: "json", compression, columns, records: Math.round(lines / share) };
}

function csvSchema({ classifiers }: Classified, sample: Sample, text: string): FileSchema | undefined {
  const found = inferCsv(text, classifiers);
  if (found === undefined) return undefined;
  const { columns, delimiter, header, quoted } = found;
  const records = Math.round(found.records / sample.share);
  return {
    classification: "csv",
    compression: sample.compression,
    columns,
    records,
    csv: { delimiter, header, quoted },
  };
}

/** Columns as DuckDB reads them, in Hive's words. */
async function columnsOf({ connection }: Database, read: string): Promise<GlueColumn[]> {
  const found = await connection.runAndReadAll(`SELECT * FROM ${read} LIMIT 0`);
  const types = found.columnTypes();
  return found.columnNames().flatMap((name, index) => {
    const type = types[index];
    return type === undefined ? [] : [{ name: name.toLowerCase(), type: hiveTypeOf(type) }];
  });
}
