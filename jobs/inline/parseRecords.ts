import Papa from "papaparse";
import type { CsvDialect } from "../../core/contract/csv.ts";
import { unfit } from "./unfit.ts";

/** The dialect in which records are given to papaparse, which does not take every delimiter. */
export function parserDialect(dialect: CsvDialect): CsvDialect {
  if (!Papa.BAD_DELIMITERS.includes(dialect.delimiter)) return dialect;
  return { ...dialect, delimiter: ",", quote: '"' };
}

/**
 * The fields of many records at once. An empty line before them keeps papaparse from dropping a byte order mark that the
 * first begins with.
 *
 * @param records their texts, each of which every RFC 4180 parser reads alike
 * @param width fields of each
 * @throws SluiceError `inline.unfit` where papaparse finds other records or fields than the framer
 * @see https://www.papaparse.com/docs#config
 */
export function parseRecords(records: readonly string[], dialect: CsvDialect, width: number): string[][] {
  const text = ["", ...records].join("\n");
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: dialect.delimiter,
    quoteChar: dialect.quote,
    escapeChar: dialect.quote,
    newline: "\n",
  });
  const found = data.slice(1);
  const isSame =
    errors.length === 0 && found.length === records.length && found.every(({ length }) => length === width);
  if (isSame) return found;
  throw unfit(`A batch of ${records.length} records, which papaparse reads as ${found.length},`, "papaparse");
}
