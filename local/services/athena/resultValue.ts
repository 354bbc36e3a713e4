import { DuckDBDecimalType, type DuckDBType, DuckDBTypeId, type DuckDBValue } from "@duckdb/node-api";

/** A column of a result. @see https://docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html */
export interface ColumnInfo {
  readonly CatalogName: string;
  readonly SchemaName: string;
  readonly TableName: string;
  readonly Name: string;
  readonly Label: string;
  readonly Type: string;
  readonly Precision: number;
  readonly Scale: number;
  readonly Nullable: "UNKNOWN";
  readonly CaseSensitive: boolean;
}

type Shape = Pick<ColumnInfo, "Type" | "Precision" | "Scale">;

const shapes: Readonly<Partial<Record<DuckDBTypeId, Shape>>> = {
  [DuckDBTypeId.BOOLEAN]: { Type: "boolean", Precision: 0, Scale: 0 },
  [DuckDBTypeId.TINYINT]: { Type: "tinyint", Precision: 3, Scale: 0 },
  [DuckDBTypeId.SMALLINT]: { Type: "smallint", Precision: 5, Scale: 0 },
  [DuckDBTypeId.INTEGER]: { Type: "integer", Precision: 10, Scale: 0 },
  [DuckDBTypeId.UINTEGER]: { Type: "bigint", Precision: 19, Scale: 0 },
  [DuckDBTypeId.BIGINT]: { Type: "bigint", Precision: 19, Scale: 0 },
  [DuckDBTypeId.UBIGINT]: { Type: "bigint", Precision: 19, Scale: 0 },
  [DuckDBTypeId.HUGEINT]: { Type: "bigint", Precision: 19, Scale: 0 },
  [DuckDBTypeId.FLOAT]: { Type: "float", Precision: 17, Scale: 0 },
  [DuckDBTypeId.DOUBLE]: { Type: "double", Precision: 17, Scale: 0 },
  [DuckDBTypeId.DATE]: { Type: "date", Precision: 0, Scale: 0 },
  [DuckDBTypeId.TIMESTAMP]: { Type: "timestamp", Precision: 3, Scale: 0 },
  [DuckDBTypeId.TIMESTAMP_TZ]: { Type: "timestamp with time zone", Precision: 3, Scale: 0 },
  [DuckDBTypeId.LIST]: { Type: "array", Precision: 0, Scale: 0 },
  [DuckDBTypeId.STRUCT]: { Type: "row", Precision: 0, Scale: 0 },
  [DuckDBTypeId.MAP]: { Type: "map", Precision: 0, Scale: 0 },
};

/** A result's column; Athena names it in lower case. */
export function columnInfo(name: string, type: DuckDBType): ColumnInfo {
  const shape = shapeOf(type);
  const Name = name.toLowerCase();
  return {
    CatalogName: "hive",
    SchemaName: "",
    TableName: "",
    Name,
    Label: Name,
    ...shape,
    Nullable: "UNKNOWN",
    CaseSensitive: shape.Type === "varchar",
  };
}

function shapeOf(type: DuckDBType): Shape {
  if (type instanceof DuckDBDecimalType) return { Type: "decimal", Precision: type.width, Scale: type.scale };
  return shapes[type.typeId] ?? { Type: "varchar", Precision: 2_147_483_647, Scale: 0 };
}

/** A value as the text of Athena's CSV; undefined for null. */
export function resultText(value: DuckDBValue, type: string): string | undefined {
  if (value === null) return undefined;
  switch (type) {
    case "double":
    case "float":
      return javaNumber(Number(value));
    case "timestamp":
      return milliseconds(String(value));
    case "timestamp with time zone":
      return `${milliseconds(String(value).replace(/[+-][\d:]+$/, ""))} UTC`;
    default:
      return nestedText(value);
  }
}

/** A number as Java's Double.toString writes it, and so Athena: `1.0`, `1.0E10`, `Infinity`. */
function javaNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = "", exponent = ""] = value.toExponential().split("e");
    return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

/** A time with three digits of its seconds' fraction. */
function milliseconds(time: string): string {
  const [whole = "", fraction = ""] = time.split(".");
  return `${whole}.${fraction.padEnd(3, "0").slice(0, 3)}`;
}

/** `[1, 2]`, `{a=1, b=null}` */
function nestedText(value: DuckDBValue): string {
  if (typeof value === "object" && value !== null && "items" in value) {
    return `[${value.items.map(nestedText).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null && "entries" in value) {
    const { entries } = value;
    const pairs: readonly (readonly [unknown, DuckDBValue])[] = Array.isArray(entries)
      ? entries.map(({ key, value: inner }) => [key, inner] as const)
      : Object.entries(entries as Readonly<Record<string, DuckDBValue>>);
    return `{${pairs.map(([key, inner]) => `${key}=${nestedText(inner)}`).join(", ")}}`;
  }
  return value === null ? "null" : String(value);
}
