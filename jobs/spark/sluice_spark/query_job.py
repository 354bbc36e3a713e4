"""One query over CSV files, whose rows become Parquet in a folder of the run's own, and a list of the files."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import TimestampType

from sluice_spark.csv_tables import register_table
from sluice_spark.ending import run_to_end
from sluice_spark.errors import SluiceError
from sluice_spark.log import Log
from sluice_spark.manifest import PlacedFile, place_files
from sluice_spark.parquet import RESULT, Writing, gathered, write_files
from sluice_spark.query_arguments import QueryArguments
from sluice_spark.s3 import s3_client, source_region
from sluice_spark.session import open_session
from sluice_spark.source import read_text
from sluice_spark.staging import Staging
from sluice_spark.targets import BucketTarget, FolderTarget, Target

SHUFFLED = 384 << 20
"""Bytes of shuffled rows that become one file where the partitions allow; its Parquet is smaller."""


def run_query_job(arguments: QueryArguments) -> None:
    """Runs the query, and tells in the last line of the log what was read and written.

    Raises SluiceError, whose text is what Glue shows as the run's error.
    """
    log = Log(run=arguments.run, attempt=arguments.attempt)
    run_to_end(log, "queried", lambda: _run(arguments, log))


def _run(arguments: QueryArguments, log: Log) -> dict[str, Any]:
    region = source_region(())
    query = read_text(arguments.query, region)
    spark = open_session(arguments.run, arguments.settings)
    read = [file for table in arguments.tables for file in register_table(spark, table, region)]
    scanned = sum(file.size for file in read)
    log.info("started", files=len(read), scannedBytes=scanned, spark=spark.version)
    target = _target_of(arguments.target, region or "")
    staging = Staging((target,), log)
    try:
        files = _write(_rows(spark, query, arguments), arguments, staging)
        staging.each(lambda each: each.settle({file.file.scratch: file.name for file in files}))
    finally:
        staging.clean()
    folder = _folder_of(target)
    _leave_list(arguments.list, [f"{folder}{file.name}" for file in files], region)
    rows = sum(file.file.rows for file in files)
    return {"scannedBytes": scanned, "rows": rows, "files": len(files), "bytes": sum(file.file.bytes for file in files)}


def _rows(spark: SparkSession, query: str, arguments: QueryArguments) -> DataFrame:
    """Partition by partition, and sorted. Times are written as Athena writes them: in UTC, and without a zone."""
    spark.conf.set("spark.sql.adaptive.advisoryPartitionSizeInBytes", str(SHUFFLED))
    spark.conf.set("spark.sql.adaptive.coalescePartitions.parallelismFirst", "true")
    rows = spark.sql(query, args=dict(arguments.parameters))
    if tuple(rows.columns[len(rows.columns) - len(arguments.partitions) :]) != arguments.partitions:
        what = f"The last columns of the query are not {', '.join(arguments.partitions)}"
        raise SluiceError("job.arguments", what, arguments.query, "select them last, in this order")
    for each in rows.schema:
        if isinstance(each.dataType, TimestampType):
            rows = rows.withColumn(each.name, rows[each.name].cast("timestamp_ntz"))
    return rows.repartition(*arguments.partitions).sortWithinPartitions(*arguments.partitions, *arguments.sort)


def _write(rows: DataFrame, arguments: QueryArguments, staging: Staging) -> list[PlacedFile]:
    writing = Writing("rows", arguments.partitions, (), (), staging.targets)

    def write(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return write_files(batches, writing)

    files, _ = gathered([row["told"] for row in rows.mapInArrow(write, RESULT).collect()])
    staging.note(files)
    return place_files(files)


def _target_of(where: str, region: str) -> Target:
    """A folder that no other run of the job writes, be it on the same attempt."""
    own = uuid.uuid4().hex
    parts = urlsplit(where)
    if parts.scheme != "s3":
        return FolderTarget(f"{where.rstrip('/')}/{own}")
    return BucketTarget(region, parts.netloc, f"{parts.path.strip('/')}/{own}/", own)


def _folder_of(target: Target) -> str:
    return f"s3://{target.bucket}/{target.prefix}" if isinstance(target, BucketTarget) else f"{target.name}/"


def _leave_list(where: str, uris: list[str], region: str | None) -> None:
    """Written last: files that no list names are no one's."""
    body = "".join(f"{uri}\n" for uri in uris).encode()
    parts = urlsplit(where)
    if parts.scheme == "s3":
        s3_client(region).put_object(Bucket=parts.netloc, Key=parts.path.lstrip("/"), Body=body)
        return
    with open(where, "wb") as file:
        file.write(body)
