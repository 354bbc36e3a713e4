import type { CsvDialect } from "../contract/csv.ts";
import { sqlLiteral } from "./sqlLiteral.ts";

/**
 * A CSV file that every RFC 4180 parser reads alike: LF between records, no header, the record's number before the
 * fields. Only records that are structurally good are in it.
 */
export interface PreparedFile {
  readonly path: string;
  /** Fields of a record, its number excluded. */
  readonly width: number;
  /** Bytes of the longest line. */
  readonly longestLine: number;
  /** Whether a quoted field holds a newline: DuckDB can then not be trusted to split the file between threads. */
  readonly multiline: boolean;
  /** Whether U+FFFD is in it: where it is not, no field is searched for it. */
  readonly damaged: boolean;
}

/** DuckDB's own limit on a line, in bytes; it reserves memory by it. */
const usualLine = 2_000_000;

/**
 * The table function that reads a prepared file, all of it as VARCHAR: the number as `n`, the fields as `c0`, `c1`, ...,
 * an empty field as NULL.
 * @see https://duckdb.org/docs/stable/data/csv/overview
 */
export function preparedCsvSql({ delimiter, quote }: CsvDialect, file: PreparedFile): string {
  const names = Array.from({ length: file.width }, (_, index) => `'c${index}': 'VARCHAR'`);
  const options = {
    auto_detect: "false",
    header: "false",
    columns: `{'n': 'VARCHAR', ${names.join(", ")}}`,
    delim: sqlLiteral(delimiter),
    quote: sqlLiteral(quote),
    escape: sqlLiteral(quote),
    new_line: "'\\n'",
    strict_mode: "true",
    parallel: String(!file.multiline),
    ...(file.longestLine < usualLine ? {} : longLines(file.longestLine)),
  };
  const list = Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  return `read_csv(${[sqlLiteral(file.path), ...list].join(", ")})`;
}

function longLines(longest: number): Record<string, string> {
  return { max_line_size: String(longest + 1), buffer_size: String(4 * (longest + 1)) };
}
