import Papa from "papaparse";
import type { GlueColumn } from "../../../../core/emit/parquetTable.ts";
import type { CsvClassifier } from "../../../program/specs/classifierSpecs.ts";
import type { CsvDetails } from "./FileSchema.ts";

/** The columns of a CSV text, and how it is written. */
export interface CsvSchema extends CsvDetails {
  readonly columns: readonly GlueColumn[];
  readonly records: number;
}

/** Those that the built-in classifier of Glue tries. */
const delimiters = [",", "|", "\t", ";", "\u0001"];
const builtIn: CsvClassifier = {
  delimiter: undefined,
  quoteSymbol: undefined,
  containsHeader: "UNKNOWN",
  header: undefined,
  allowSingleColumn: false,
};

/** Characters that the delimiter is chosen by. */
const guessed = 64 * 1024;

/** The least share of records that have the width of the first: a dirty file is CSV still, prose is not. */
const leastShare = 1 / 3;

/**
 * Infers the schema of a CSV text as Glue's classifiers do: custom ones in their order, then the built-in one.
 * Undefined where it is not CSV, that is, has fewer than two columns or two records.
 *
 * Columns are bigint, double or string, named by the header in lower case. The built-in classifier takes the first
 * record for a header only if all of its fields are text and some column below is not; else columns are col0, col1, ...
 * @see https://docs.aws.amazon.com/glue/latest/dg/add-classifier.html#classifier-builtin-rules
 */
export function inferCsv(text: string, classifiers: readonly CsvClassifier[]): CsvSchema | undefined {
  for (const classifier of [...classifiers, builtIn]) {
    const found = inferBy(classifier, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inferBy(classifier: CsvClassifier, text: string): CsvSchema | undefined {
  const tried = classifier.delimiter === undefined ? delimiters : [classifier.delimiter];
  const quote = classifier.quoteSymbol ?? '"';
  const parses = tried.map((delimiter) => parse(text.slice(0, guessed), delimiter, quote));
  const [best] = parses
    .filter(({ width, even, share }) => width >= 2 && even.length >= 2 && share >= leastShare)
    .sort((a, b) => b.share - a.share || b.width - a.width);
  const parsed = best ?? (classifier.allowSingleColumn ? parses.find(({ even }) => even.length >= 2) : undefined);
  return parsed && describe(classifier, parse(text, parsed.delimiter, quote), text);
}

interface Parsed {
  readonly delimiter: string;
  readonly width: number;
  /** The records that have the width of the first. */
  readonly even: readonly (readonly string[])[];
  readonly share: number;
  readonly records: number;
  readonly quote: string;
}

function parse(text: string, delimiter: string, quoteChar: string): Parsed {
  const { data } = Papa.parse<string[]>(text, { delimiter, quoteChar, skipEmptyLines: "greedy" });
  const width = data[0]?.length ?? 0;
  const even = data.filter((record) => record.length === width);
  return { delimiter, width, even, share: even.length / data.length, records: data.length, quote: quoteChar };
}

function describe(
  classifier: CsvClassifier,
  { delimiter, width, even, records, quote }: Parsed,
  text: string,
): CsvSchema {
  const below = columnTypes(even.slice(1), width);
  const first = even[0] ?? [];
  const header = hasHeader(classifier, first, below);
  const types = header ? below : columnTypes(even, width);
  const names = classifier.header ?? (header ? first : []);
  const columns = types.map((type, index) => ({ name: names[index]?.trim().toLowerCase() || `col${index}`, type }));
  const quoted = text.includes(`${quote}${delimiter}`) || text.includes(`${delimiter}${quote}`);
  return { columns, delimiter, header, quoted, records: header ? records - 1 : records };
}

function hasHeader({ containsHeader }: CsvClassifier, first: readonly string[], below: readonly string[]): boolean {
  if (containsHeader !== "UNKNOWN") return containsHeader === "PRESENT";
  const isName = (field: string, index: number) =>
    typeOf([field]) === "string" && (index === first.length - 1 || field.length < 150);
  return first.every(isName) && below.some((type) => type !== "string");
}

function columnTypes(records: readonly (readonly string[])[], width: number): string[] {
  return Array.from({ length: width }, (_, index) => typeOf(records.map((record) => record[index] ?? "")));
}

const integer = /^[+-]?\d{1,19}$/;
const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** The narrowest type of all values; an empty value is of any type. */
function typeOf(values: readonly string[]): string {
  const given = values.map((value) => value.trim()).filter((value) => value !== "");
  if (given.length === 0 || !given.every((value) => number.test(value))) return "string";
  return given.every((value) => integer.test(value) && isBigint(value)) ? "bigint" : "double";
}

function isBigint(value: string): boolean {
  const parsed = BigInt(value.replace(/^\+/, ""));
  return parsed === BigInt.asIntN(64, parsed);
}
