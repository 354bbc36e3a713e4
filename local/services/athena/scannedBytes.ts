import { statSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import { pathList } from "../lake/lakeTableSql.ts";
import type { Scan } from "./QuerySession.ts";

const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]);
interface Node {
  readonly name: string;
  readonly children: readonly Node[];
  readonly extra_info: { readonly Projections: readonly string[]; readonly Filters: readonly string[] };
}
const node: z.ZodType<Node> = z.object({
  name: z.string(),
  children: z.lazy(() => z.array(node)),
  extra_info: z.looseObject({ Projections: texts, Filters: texts }),
});

/**
 * The bytes that a query reads: whole files of text as they are stored, and of Parquet the column chunks that the plan
 * names. Row groups that statistics would pass over count too. Columns of one name in two tables count in both.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
export async function scannedBytes(connection: DuckDBConnection, sql: string, scans: readonly Scan[]): Promise<number> {
  const text = scans.filter(({ isText }) => isText).flatMap(({ files }) => files);
  const parquet = scans.filter(({ isText, files }) => !isText && files.length > 0);
  const whole = text.reduce((sum, { path }) => sum + statSync(path).size, 0);
  if (parquet.length === 0) return whole;
  const named = await namedColumns(connection, sql);
  const chunks = await Promise.all(parquet.map((scan) => chunkBytes(connection, scan, named)));
  return chunks.reduce((sum, bytes) => sum + bytes, whole);
}

/** What the plan reads of Parquet: each entry a column's name, or a condition that holds some. */
async function namedColumns(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const explained = await connection.runAndReadAll(`EXPLAIN (FORMAT json) ${sql}`);
  const plan = String(explained.getRows()[0]?.[1] ?? "[]");
  const found: string[] = [];
  const collect = ({ name, children, extra_info }: Node) => {
    if (name.trim() === "READ_PARQUET") found.push(...extra_info.Projections, ...extra_info.Filters);
    children.forEach(collect);
  };
  z.array(node).parse(JSON.parse(plan)).forEach(collect);
  return found.map((text) => text.toLowerCase());
}

async function chunkBytes(connection: DuckDBConnection, { table, files }: Scan, named: string[]): Promise<number> {
  const read = table.columns
    .map(({ Name }) => Name.toLowerCase())
    .filter((name) => named.some((text) => holds(text, name)));
  if (read.length === 0) return 0;
  const sum = `SELECT coalesce(sum(total_compressed_size), 0)::BIGINT FROM parquet_metadata(${pathList(files)})`;
  const isRead = `lower(split_part(path_in_schema, ', ', 1)) IN (${read.map(sqlLiteral).join(", ")})`;
  const rows = await connection.runAndReadAll(`${sum} WHERE ${isRead}`);
  return Number(rows.getRows()[0]?.[0] ?? 0);
}

function holds(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/\w/.test(text[at - 1] ?? "") && !/\w/.test(text[at + name.length] ?? "");
}
