import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBValue } from "@duckdb/node-api";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import type { LakePartition, LakeTable } from "../lake/lakeTable.ts";
import { nullPartition } from "../lake/lakeTableSql.ts";
import { relationName } from "../lake/sqlTree.ts";
import { insertedColumns } from "./insertedColumns.ts";
import type { Query } from "./parseQuery.ts";
import { errorType, QueryError } from "./QueryError.ts";
import type { QuerySession } from "./QuerySession.ts";
import type { Outcome, QueryWork } from "./QueryWork.ts";
import { scannedBytes } from "./scannedBytes.ts";

/** Partitions that one statement may write to. @see https://docs.aws.amazon.com/athena/latest/ug/ctas-insert-into.html */
const mostPartitions = 100;

/** A file that DuckDB has written. */
interface Written {
  readonly file: string;
  readonly rows: number;
  readonly values: readonly string[];
}

/**
 * Runs an INSERT: DuckDB writes files aside, by partition; they are put under the table's location by names that no other
 * query has, and partitions that are new are registered. What fails or is stopped midway leaves what it has put.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/insert-into.html
 */
export async function runInsert(
  query: Extract<Query, { kind: "insert" }>,
  session: QuerySession,
  work: QueryWork,
): Promise<Outcome> {
  const named = relationName(query.target);
  const target = session.find({ catalog: named.database, schema: named.schema, name: named.name });
  const { sql, scans } = await session.translate(query.tree);
  const selected = await insertedColumns(session.connection, target.table, query.columns, sql);
  work.scanned(await scannedBytes(session.connection, sql, scans));
  const written = await write(session, work, target.table, selected);
  const isPartitioned = target.table.keys.length > 0;
  const known = isPartitioned ? session.lake.partitions(target.database, named.name) : [];
  const put = await putFiles(session, work, target.table, written, known);
  session.lake.register(
    target.database,
    named.name,
    put.fresh.map((partition) => partitionInput(target.table, partition)),
  );
  const manifest = `${work.outputLocation}-manifest.csv`;
  await session.lake.putText(manifest, put.uris.map((uri) => `${uri}\n`).join(""));
  await session.lake.putText(`${work.outputLocation}.metadata`, "[]");
  return { columns: [], inserted: written.reduce((sum, { rows }) => sum + rows, 0), manifest };
}

async function write({ connection }: QuerySession, work: QueryWork, table: LakeTable, sql: string): Promise<Written[]> {
  const { keys } = table;
  mkdirSync(work.folder, { recursive: true });
  const to = keys.length === 0 ? join(work.folder, "rows.parquet") : work.folder;
  const options = [
    "FORMAT parquet",
    `COMPRESSION ${codecOf(table)}`,
    "RETURN_STATS",
    ...(keys.length === 0
      ? []
      : [`PARTITION_BY (${keys.map(({ Name }) => sqlIdentifier(Name)).join(", ")})`, "OVERWRITE_OR_IGNORE"]),
  ];
  const result = await connection.runAndReadAll(`COPY (${sql}) TO ${sqlLiteral(to)} (${options.join(", ")})`);
  work.signal.throwIfAborted();
  const files = result.getRowObjects().map((row) => ({
    file: String(row.filename),
    rows: Number(row.count),
    values: valuesOf(row.partition_keys ?? null, keys.length),
  }));
  return files.filter(({ rows }) => rows > 0);
}

const codecs = new Set(["snappy", "gzip", "zstd", "lz4", "uncompressed"]);

/** The table's own compression, or GZIP, which is Athena's. @see https://docs.aws.amazon.com/athena/latest/ug/compression-support-parquet.html */
function codecOf({ parameters }: LakeTable): string {
  const named = parameters["parquet.compression"] ?? parameters["parquet.compress"] ?? parameters.write_compression;
  const codec = named?.toLowerCase() ?? "gzip";
  if (codecs.has(codec)) return codec;
  throw new QueryError(`HIVE_WRITER_OPEN_ERROR: unknown compression "${named ?? ""}"`, errorType.schema);
}

/** A partition's values as the catalog has them. */
function valuesOf(keys: DuckDBValue, count: number): string[] {
  if (count === 0 || typeof keys !== "object" || keys === null || !("entries" in keys) || !Array.isArray(keys.entries))
    return [];
  return keys.entries.map(({ value }) => (value === null ? nullPartition : String(value)));
}

interface Put {
  readonly uris: readonly string[];
  /** Partitions that the catalog does not have. */
  readonly fresh: readonly LakePartition[];
}

/** Files that are put at the same time. */
const atOnce = 4;

async function putFiles(
  { lake }: QuerySession,
  { signal }: QueryWork,
  table: LakeTable,
  written: readonly Written[],
  known: readonly LakePartition[],
): Promise<Put> {
  const existing = new Map(known.map((each) => [JSON.stringify(each.values), each]));
  const groups = [...Map.groupBy(written, ({ values }) => JSON.stringify(values))];
  const open = groups.slice(0, mostPartitions).map(([key, files]) => {
    const values = files[0]?.values ?? [];
    return {
      files,
      isFresh: !existing.has(key),
      place: existing.get(key) ?? { values, location: locationOf(table, values) },
    };
  });
  const puts = open.flatMap(({ files, place }) => files.map((file) => ({ ...file, uri: uriIn(place) })));
  for (let from = 0; from < puts.length; from += atOnce) {
    signal.throwIfAborted();
    await allEnded(puts.slice(from, from + atOnce).map(({ uri, file }) => lake.putFile(uri, file)));
  }
  if (groups.length > mostPartitions) throw tooMany();
  const fresh = table.keys.length === 0 ? [] : open.filter(({ isFresh }) => isFresh).map(({ place }) => place);
  return { uris: puts.map(({ uri }) => uri), fresh };
}

/** Waits for all, also where one fails: a query that has ended puts nothing more. */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

function uriIn({ location }: LakePartition): string {
  return `${location.replace(/\/?$/, "/")}${fileName()}`;
}

function tooMany(): QueryError {
  const what = `Exceeded limit of ${mostPartitions} open writers for partitions/buckets`;
  return new QueryError(`HIVE_TOO_MANY_OPEN_PARTITIONS: ${what}`, errorType.failed);
}

/** As Athena names its files: a time, and what nobody else has. */
function fileName(): string {
  const time = new Date()
    .toISOString()
    .replaceAll(/[-:]|\..*/g, "")
    .replace("T", "_");
  return `${time}_${randomUUID().slice(0, 5)}_${randomUUID()}`;
}

/** `<table>/year=2024/month=3/` */
function locationOf({ location, keys }: LakeTable, values: readonly string[]): string {
  const folders = keys.map(({ Name }, index) => `${Name}=${escaped(values[index] ?? "")}/`);
  return `${location.replace(/\/?$/, "/")}${folders.join("")}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is to be escaped
const unsafe = /[\u0000-\u001f"#%'*/:=?\\\u007f{}[\]^]/g;

/** A value in the name of a partition's folder, as Hive escapes it. */
function escaped(value: string): string {
  return value.replaceAll(unsafe, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

function partitionInput({ storage }: LakeTable, { values, location }: LakePartition) {
  return { Values: [...values], StorageDescriptor: { ...storage, Location: location }, Parameters: {} };
}
