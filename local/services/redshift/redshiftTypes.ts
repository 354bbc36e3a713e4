import type { Tree } from "../lake/sqlTree.ts";
import { SqlError } from "./SqlError.ts";

const custom: Readonly<Record<string, Tree>> = {
  INT2: { data_type: "small_int", length: null },
  INT4: { data_type: "int", length: null },
  INT8: { data_type: "big_int", length: null },
  FLOAT4: { data_type: "float", precision: null, scale: null, real_spelling: true },
  FLOAT8: { data_type: "double", precision: null, scale: null },
};
const asTheyAre = new Set(["small_int", "int", "big_int", "boolean", "double", "date", "timestamp"]);

/**
 * A data type of a Redshift statement in the form in which DuckDB means the same by it: a decimal has 18 digits and no
 * fraction where nothing else is said, and a `float` is double. The length of a varchar is dropped: see `varcharBytes`.
 *
 * @throws SqlError for a type that the local warehouse does not have
 * @see https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html
 */
export function duckdbType(type: Tree): Tree {
  const kind = String(type.data_type);
  if (asTheyAre.has(kind)) {
    return type;
  }
  if (kind === "decimal") {
    return { ...type, precision: type.precision ?? 18, scale: type.scale ?? 0 };
  }
  if (kind === "float") {
    const isReal = type.real_spelling === true || (typeof type.precision === "number" && type.precision < 25);
    return isReal ? { ...type, precision: null } : { data_type: "double", precision: null, scale: null };
  }
  if (varcharBytes(type) !== undefined) {
    return { data_type: "var_char", length: null };
  }
  const named = custom[String(type.name).toUpperCase()];
  if (kind !== "custom" || named === undefined) {
    throw new SqlError(`the local warehouse does not have the type "${String(type.name ?? kind).toLowerCase()}"`);
  }
  return named;
}

/** Bytes of UTF-8 that a type of texts holds; undefined for other types. */
export function varcharBytes(type: Tree): number | undefined {
  const [, word, given = ""] = /^(NCHAR|NVARCHAR|VARCHAR|CHAR)(?:\((MAX|\d+)\))?$/i.exec(String(type.name ?? "")) ?? [];
  if (type.data_type === "custom" && word !== undefined) {
    return given.toUpperCase() === "MAX" ? 65_535 : Number(given === "" ? defaultBytes(word) : given);
  }
  if (type.data_type === "var_char" || type.data_type === "char") {
    return typeof type.length === "number" ? type.length : defaultBytes(String(type.data_type));
  }
  return type.data_type === "text" ? 256 : undefined;
}

function defaultBytes(word: string): number {
  return /^n?var/i.test(word) ? 256 : 1;
}
