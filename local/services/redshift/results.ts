import { DuckDBDecimalType, type DuckDBType, DuckDBTypeId, type DuckDBValue } from "@duckdb/node-api";
import { SqlError } from "./SqlError.ts";

/** A value of a result, as the Data API gives it. Whole numbers are texts here: they may exceed what JSON readers hold. */
export interface Field {
  readonly isNull?: true;
  readonly longValue?: string;
  readonly doubleValue?: number | string;
  readonly booleanValue?: boolean;
  readonly stringValue?: string;
}

/** A column of a result. Source: https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ColumnMetadata.html */
export interface ColumnMetadata {
  readonly name: string;
  readonly label: string;
  readonly typeName: string;
  /** Digits of a number, bytes of a varchar. */
  readonly precision: number;
  readonly scale: number;
  readonly length: number;
  /** 1: it may be null; 0: it may not. */
  readonly nullable: number;
  readonly isSigned: boolean;
  readonly isCaseSensitive: boolean;
  readonly isCurrency: boolean;
  readonly schemaName: string;
  readonly tableName: string;
}

type Shape = Pick<ColumnMetadata, "typeName" | "precision" | "scale">;

const shapes: Readonly<Partial<Record<DuckDBTypeId, Shape>>> = {
  [DuckDBTypeId.BOOLEAN]: { typeName: "bool", precision: 1, scale: 0 },
  [DuckDBTypeId.TINYINT]: { typeName: "int2", precision: 5, scale: 0 },
  [DuckDBTypeId.SMALLINT]: { typeName: "int2", precision: 5, scale: 0 },
  [DuckDBTypeId.INTEGER]: { typeName: "int4", precision: 10, scale: 0 },
  [DuckDBTypeId.UINTEGER]: { typeName: "int8", precision: 19, scale: 0 },
  [DuckDBTypeId.BIGINT]: { typeName: "int8", precision: 19, scale: 0 },
  [DuckDBTypeId.UBIGINT]: { typeName: "int8", precision: 19, scale: 0 },
  [DuckDBTypeId.HUGEINT]: { typeName: "int8", precision: 19, scale: 0 },
  [DuckDBTypeId.FLOAT]: { typeName: "float4", precision: 8, scale: 8 },
  [DuckDBTypeId.DOUBLE]: { typeName: "float8", precision: 17, scale: 17 },
  [DuckDBTypeId.DATE]: { typeName: "date", precision: 13, scale: 0 },
  [DuckDBTypeId.TIMESTAMP]: { typeName: "timestamp", precision: 29, scale: 6 },
  [DuckDBTypeId.TIMESTAMP_TZ]: { typeName: "timestamptz", precision: 35, scale: 6 },
  [DuckDBTypeId.LIST]: { typeName: "super", precision: 0, scale: 0 },
  [DuckDBTypeId.STRUCT]: { typeName: "super", precision: 0, scale: 0 },
};

/** A result's column; names are in lower case, as Redshift folds them. */
export function columnMetadata(name: string, type: DuckDBType): ColumnMetadata {
  const shape = shapeOf(type);
  const isSigned = /^(int|float|numeric)/.test(shape.typeName);
  const isCaseSensitive = shape.typeName === "varchar";
  const column = name.toLowerCase();
  const label = { name: column, label: column, schemaName: "", tableName: "" };
  return { ...label, ...shape, length: 0, nullable: 1, isSigned, isCaseSensitive, isCurrency: false };
}

function shapeOf(type: DuckDBType): Shape {
  if (type instanceof DuckDBDecimalType) {
    return { typeName: "numeric", precision: type.width, scale: type.scale };
  }
  return shapes[type.typeId] ?? { typeName: "varchar", precision: 65_535, scale: 0 };
}

const largest = 2n ** 63n - 1n;

/** A value as the Data API gives it. @throws SqlError for a whole number of more than 64 bits */
export function fieldOf(value: DuckDBValue, { typeName }: Pick<ColumnMetadata, "typeName">): Field {
  if (value === null) {
    return { isNull: true };
  }
  switch (typeName) {
    case "bool":
      return { booleanValue: value === true };
    case "int2":
    case "int4":
    case "int8":
      return { longValue: longValue(value) };
    case "float4":
    case "float8":
      return { doubleValue: Number.isFinite(value) ? Number(value) : String(value) };
    case "super":
      return { stringValue: JSON.stringify(plain(value)) };
    default:
      return { stringValue: String(value) };
  }
}

function longValue(value: DuckDBValue): string {
  if (typeof value === "bigint" && (value > largest || value < -largest - 1n)) {
    throw new SqlError("Numeric data overflow (result exceeds 64 bits)");
  }
  return String(value);
}

/** A nested value as JSON has it. */
function plain(value: DuckDBValue): unknown {
  if (typeof value === "object" && value !== null && "items" in value) {
    return value.items.map(plain);
  }
  if (typeof value === "object" && value !== null && "entries" in value && !Array.isArray(value.entries)) {
    return Object.fromEntries(Object.entries(value.entries).map(([key, inner]) => [key, plain(inner)]));
  }
  return typeof value === "number" || typeof value === "boolean" || value === null ? value : String(value);
}
