import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { LakeError } from "./LakeError.ts";

const words: Readonly<Record<string, string>> = {
  smallint: "SMALLINT",
  int: "INTEGER",
  integer: "INTEGER",
  bigint: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  boolean: "BOOLEAN",
  string: "VARCHAR",
  date: "DATE",
  timestamp: "TIMESTAMP",
};

/**
 * A type of the Glue catalog as DuckDB's; both are built up of words, so that no text of the catalog reaches SQL as it is.
 *
 * @throws LakeError for a type that is not read from the lake
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_EXTERNAL_TABLE.html
 */
export function hiveType(type: string): string {
  const simple = type.trim().toLowerCase();
  const [, precision, scale] = /^decimal\((\d+),\s*(\d+)\)$/.exec(simple) ?? [];
  if (precision !== undefined) return `DECIMAL(${precision}, ${scale})`;
  if (/^(var)?char\(\d+\)$/.test(simple)) return "VARCHAR";
  const [, nesting, inner = ""] = /^(array|struct)<(.*)>$/.exec(simple) ?? [];
  if (nesting === "array") return `${hiveType(inner)}[]`;
  if (nesting === "struct") return `STRUCT(${fieldsOf(inner).map(structField).join(", ")})`;
  const word = Object.hasOwn(words, simple) ? words[simple] : undefined;
  if (word === undefined) {
    throw new LakeError(`unsupported column type "${type}"`);
  }
  return word;
}

function structField(field: string): string {
  const colon = field.indexOf(":");
  return `${sqlIdentifier(field.slice(0, colon).trim())} ${hiveType(field.slice(colon + 1))}`;
}

/** The fields of a struct: commas within brackets do not part them. */
function fieldsOf(text: string): string[] {
  const fields = [""];
  let depth = 0;
  for (const char of text) {
    depth += "<(".includes(char) ? 1 : ">)".includes(char) ? -1 : 0;
    if (char === "," && depth === 0) fields.push("");
    else fields.push(`${fields.pop() ?? ""}${char}`);
  }
  return fields;
}
