import type { Database } from "../../../jobs/duckdb/openDatabase.ts";

/** How a file is written, as DuckDB's sniffer tells it. */
export interface Sniffed {
  readonly delimiter: string;
  /** Empty where the file has none; so are `escape` and `comment`. */
  readonly quote: string;
  readonly escape: string;
  readonly comment: string;
  /** Lines before the header. */
  readonly skip: number;
  readonly header: boolean;
}

/**
 * Asks DuckDB how a file of UTF-8 is written; undefined where it cannot tell, as of a dirty file.
 * @see https://duckdb.org/docs/stable/data/csv/auto_detection
 */
export async function sniff(database: Database, path: string): Promise<Sniffed | undefined> {
  const rows = await database.rows("FROM sniff_csv($1)", [path]).catch(() => undefined);
  const [found] = rows ?? [];
  if (found === undefined) return undefined;
  const text = (name: string) => (found[name] === "(empty)" ? "" : String(found[name] ?? ""));
  return {
    delimiter: text("Delimiter"),
    quote: text("Quote"),
    escape: text("Escape"),
    comment: text("Comment"),
    skip: Number(found.SkipRows ?? 0),
    header: found.HasHeader === true,
  };
}
