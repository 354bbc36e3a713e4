"""CSV files as tables of texts that a query names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructType

from sluice_spark.query_arguments import CsvTable
from sluice_spark.s3 import s3_client

KEYS = ("year", "month", "day", "hour")
"""Partition keys of files that lie by the hour, unpadded: `year=2024/month=3/day=30/hour=23/`."""


@dataclass(frozen=True)
class CsvFile:
    uri: str
    size: int
    """Bytes, as they lie: compressed or not."""


def register_table(spark: SparkSession, table: CsvTable, region: str | None) -> list[CsvFile]:
    """Lets the session's queries name the table; gives the files that they read.

    A field is the text of the column that stands where it does, whatever the file's own header says; where a record has
    fewer fields, the rest is null.
    """
    files = [file for folder in _folders(table) for file in _files_in(folder, region)]
    schema = StructType()
    for column in table.columns:
        schema = schema.add(column, StringType())
    if not files:
        _register_empty(spark, table, schema)
        return files
    # Keys of partitions are the texts that folders are named by, and no numbers.
    spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    reader = spark.read.schema(schema).option("basePath", table.files)
    frame = reader.csv(
        [file.uri for file in files],
        sep=table.delimiter,
        quote=table.quote,
        escape=table.escape,
        header=table.header,
        mode="PERMISSIVE",
    )
    frame.createOrReplaceTempView(table.name)
    return files


def _register_empty(spark: SparkSession, table: CsvTable, schema: StructType) -> None:
    for key in KEYS if table.hours else ():
        schema = schema.add(key, StringType())
    spark.createDataFrame([], schema).createOrReplaceTempView(table.name)


def _folders(table: CsvTable) -> list[str]:
    if table.hours is None:
        return [table.files]
    return [f"{table.files}year={at.year}/month={at.month}/day={at.day}/hour={at.hour}/" for at in _hours(*table.hours)]


def _hours(first: datetime, last: datetime) -> Iterator[datetime]:
    while first <= last:
        yield first
        first += timedelta(hours=1)


def _files_in(folder: str, region: str | None) -> Iterator[CsvFile]:
    """The files of a folder, without those that Hive's engines take for hidden."""
    parts = urlsplit(folder)
    if parts.scheme != "s3":
        for path in sorted(Path(folder).glob("*")):
            if path.is_file() and path.name[0] not in "._":
                yield CsvFile(str(path), path.stat().st_size)
        return
    prefix = parts.path.lstrip("/")
    pages = s3_client(region).get_paginator("list_objects_v2").paginate(Bucket=parts.netloc, Prefix=prefix)
    for page in pages:
        for each in page.get("Contents", []):
            name = each["Key"].rsplit("/", 1)[-1]
            if name and name[0] not in "._":
                yield CsvFile(f"s3://{parts.netloc}/{each['Key']}", each["Size"])
