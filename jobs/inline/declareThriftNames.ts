const names = [
  ...["Statistics", "StringType", "UUIDType", "MapType", "ListType", "EnumType", "DateType", "NullType", "DecimalType"],
  ...["MilliSeconds", "MicroSeconds", "TimeUnit", "TimestampType", "TimeType", "IntType", "JsonType", "BsonType"],
  ...["LogicalType", "SchemaElement", "DataPageHeader", "IndexPageHeader", "DictionaryPageHeader", "DataPageHeaderV2"],
  ...["PageHeader", "KeyValue", "SortingColumn", "PageEncodingStats", "ColumnMetaData", "ColumnChunk", "RowGroup"],
  ...["TypeDefinedOrder", "ColumnOrder", "PageLocation", "OffsetIndex", "ColumnIndex", "FileMetaData"],
];

/**
 * The Thrift types of parquetjs-lite are assigned to names that it nowhere declares. A script makes globals of them; an
 * ES module, as which functions are bundled, throws. So the globals are made here, before the library is loaded.
 */
for (const name of names) {
  if (!(name in globalThis)) Reflect.set(globalThis, name, undefined);
}
