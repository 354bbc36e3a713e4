import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import { hiveType } from "../lake/hiveType.ts";
import type { LakeFile } from "../lake/lakeFiles.ts";
import type { LakeTable } from "../lake/lakeTable.ts";
import { pathList } from "../lake/lakeTableSql.ts";
import { errorType, QueryError } from "./QueryError.ts";

type Rows = (files: readonly LakeFile[]) => string;

/**
 * How the files of a table are read: a query for the rows of some; undefined for Parquet.
 *
 * @throws QueryError for a format that the local host does not read
 * @see https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html
 */
export async function textRows(
  connection: DuckDBConnection,
  table: LakeTable,
  files: readonly LakeFile[],
): Promise<Rows | undefined> {
  const library = table.library.split(".").at(-1) ?? "";
  switch (library) {
    case "":
    case "ParquetHiveSerDe":
      return undefined;
    case "OpenCSVSerde":
    case "LazySimpleSerDe":
      return library === "OpenCSVSerde" ? quotedRows(table) : delimitedRows(table);
    case "JsonSerDe":
      return jsonRows(table, await jsonNames(connection, files));
    default:
      throw new QueryError(`NOT_SUPPORTED: the local host does not read by "${table.library}"`, errorType.unsupported);
  }
}

/**
 * Text between quotes, a quote in it doubled unless another sign to escape it is named; numbers, days since 1970 and
 * milliseconds since 1970.
 * @see https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html
 */
function quotedRows({ columns, serde, parameters }: LakeTable): Rows {
  const { separatorChar = ",", quoteChar = '"', escapeChar = quoteChar } = serde;
  const options = { delim: separatorChar, quote: quoteChar, escape: escapeChar, nullstr: noNull };
  return csvRows({ columns, options, parameters, value: quotedValue });
}

/** What no file has for null: an empty text is one. */
const noNull = "\u0001";

function quotedValue(text: string, type: string): string {
  const simple = type.trim().toLowerCase();
  if (hiveType(simple) === "VARCHAR") return text;
  const given = `NULLIF(${text}, '')`;
  if (simple === "date") return `DATE '1970-01-01' + CAST(${given} AS INTEGER)`;
  if (simple === "timestamp") return `epoch_ms(CAST(${given} AS BIGINT))`;
  return `CAST(${given} AS ${hiveType(simple)})`;
}

/** Text between delimiters, quotes included; what is not of its type is null. @see https://docs.aws.amazon.com/athena/latest/ug/lazy-simple-serde.html */
function delimitedRows({ columns, serde, parameters }: LakeTable): Rows {
  const options = {
    delim: serde["field.delim"] ?? serde["serialization.format"] ?? "\u0001",
    quote: "",
    escape: serde["escape.delim"] ?? "",
    nullstr: serde["serialization.null.format"] ?? "\\N",
  };
  return csvRows({ columns, options, parameters, value: (text, type) => `TRY_CAST(${text} AS ${hiveType(type)})` });
}

interface CsvReading extends Pick<LakeTable, "columns" | "parameters"> {
  readonly options: Readonly<Record<string, string>>;
  /** A value in the type of the catalog. */
  value(text: string, type: string): string;
}

function csvRows({ columns, options, parameters, value }: CsvReading): Rows {
  const given = Object.entries(options).map(([name, text]) => `${name} = ${sqlLiteral(text)}`);
  const texts = columns.map(({ Name }) => `${sqlLiteral(Name)}: 'VARCHAR'`);
  const values = columns.map(({ Name, Type }) => `${value(sqlIdentifier(Name), Type)} AS ${sqlIdentifier(Name)}`);
  const how = [
    ...given,
    `skip = ${Number(parameters["skip.header.line.count"] ?? 0)}`,
    `columns = {${texts.join(", ")}}`,
    "auto_detect = false, header = false, null_padding = true, strict_mode = false",
  ];
  return (files) =>
    `SELECT ${[...values, "file_index"].join(", ")} FROM read_csv(${pathList(files)}, ${how.join(", ")})`;
}

/** An object a line; its members are found whatever the case of their names, that of the first file that has each. @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html */
function jsonRows({ columns, serde }: LakeTable, names: readonly string[]): Rows {
  const mapped = new Map(
    Object.entries(serde).flatMap(([key, name]) => (key.startsWith("mapping.") ? [[key.slice(8), name]] : [])),
  );
  const found = columns.map(({ Name, Type }) => ({ Name, Type, members: membersOf(mapped.get(Name) ?? Name, names) }));
  const texts = found.flatMap(({ members }) => members.map((member) => `${sqlLiteral(member)}: 'VARCHAR'`));
  const values = found.map(({ Name, Type, members }) => `${jsonValue(members, Type)} AS ${sqlIdentifier(Name)}`);
  const ignores = serde["ignore.malformed.json"]?.toLowerCase() === "true";
  const how = `format = 'newline_delimited', columns = {${texts.join(", ")}}, ignore_errors = ${ignores}`;
  return (files) => `SELECT ${[...values, "file_index"].join(", ")} FROM read_json(${pathList(files)}, ${how})`;
}

function membersOf(name: string, names: readonly string[]): string[] {
  const found = names.filter((each) => each.toLowerCase() === name.toLowerCase());
  return found.length === 0 ? [name] : found;
}

function jsonValue(members: readonly string[], type: string): string {
  const text =
    members.length === 1 ? sqlIdentifier(members[0] ?? "") : `coalesce(${members.map(sqlIdentifier).join(", ")})`;
  return `CAST(${text} AS ${hiveType(type)})`;
}

/** Files of which one after the other is looked at for names of members. */
const looked = 8;

/** The names of members that the first files have. */
async function jsonNames(connection: DuckDBConnection, files: readonly LakeFile[]): Promise<string[]> {
  if (files.length === 0) return [];
  const sample = `SELECT * FROM read_json(${pathList(files.slice(0, looked))}, format = 'newline_delimited', maximum_depth = 1, union_by_name = true, ignore_errors = true)`;
  const described = await connection.runAndReadAll(`DESCRIBE ${sample}`);
  return described.getRows().map(([name]) => String(name));
}
