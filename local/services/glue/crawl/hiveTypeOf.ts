import {
  DuckDBDecimalType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from "@duckdb/node-api";

const names: Partial<Record<DuckDBTypeId, string>> = {
  [DuckDBTypeId.BOOLEAN]: "boolean",
  [DuckDBTypeId.TINYINT]: "tinyint",
  [DuckDBTypeId.SMALLINT]: "smallint",
  [DuckDBTypeId.INTEGER]: "int",
  [DuckDBTypeId.BIGINT]: "bigint",
  [DuckDBTypeId.UTINYINT]: "smallint",
  [DuckDBTypeId.USMALLINT]: "int",
  [DuckDBTypeId.UINTEGER]: "bigint",
  [DuckDBTypeId.UBIGINT]: "decimal(20,0)",
  [DuckDBTypeId.FLOAT]: "float",
  [DuckDBTypeId.DOUBLE]: "double",
  [DuckDBTypeId.DATE]: "date",
  [DuckDBTypeId.TIMESTAMP]: "timestamp",
  [DuckDBTypeId.TIMESTAMP_S]: "timestamp",
  [DuckDBTypeId.TIMESTAMP_MS]: "timestamp",
  [DuckDBTypeId.TIMESTAMP_NS]: "timestamp",
  [DuckDBTypeId.TIMESTAMP_TZ]: "timestamp",
  [DuckDBTypeId.BLOB]: "binary",
};

/**
 * A type that DuckDB read from a file, in Hive's words; what Hive has no word for is a string.
 * @see https://cwiki.apache.org/confluence/display/hive/languagemanual+types
 */
export function hiveTypeOf(type: DuckDBType): string {
  if (type instanceof DuckDBDecimalType) return `decimal(${type.width},${type.scale})`;
  if (type instanceof DuckDBListType) return `array<${hiveTypeOf(type.valueType)}>`;
  if (type instanceof DuckDBMapType) return `map<${hiveTypeOf(type.keyType)},${hiveTypeOf(type.valueType)}>`;
  if (type instanceof DuckDBStructType) {
    const fields = type.entryTypes.map((each, index) => `${type.entryNames[index]?.toLowerCase()}:${hiveTypeOf(each)}`);
    return `struct<${fields.join(",")}>`;
  }
  return names[type.typeId] ?? "string";
}
