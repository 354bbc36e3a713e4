"""From the source to Parquet files in every target: rows, then rejects where there are any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from sluice_spark.arguments import Arguments
from sluice_spark.buckets import BUCKETS
from sluice_spark.duplicates import count_duplicates
from sluice_spark.errors import SluiceError
from sluice_spark.log import Log
from sluice_spark.manifest import Counts, PlacedFile, place_files
from sluice_spark.open_file import Opened, dialect_of
from sluice_spark.parquet import RESULT, BadRecords, Writing, WrittenFile, gathered, write_files
from sluice_spark.plan import Plan
from sluice_spark.source import Source
from sluice_spark.staging import Staging
from sluice_spark.texts import Texts, read_texts, texts_of
from sluice_spark.transform import transformed
from sluice_spark.typed import BAD, RECORD, judge, marked_rows_of, rejects_of, rows_of
from sluice_spark.zones import refuse_differences, zone_differences

SHUFFLED = 384 << 20
"""Bytes of shuffled rows that become one file where the data allows; its Parquet is smaller."""


@dataclass(frozen=True)
class Conversion:
    """Files as they are to be named, all of which each target that did not fail has as scratch, and counts."""

    files: list[PlacedFile]
    counts: Counts


def convert(
    spark: SparkSession,
    plan: Plan,
    source: Source,
    opened: Opened,
    staging: Staging,
    arguments: Arguments,
    log: Log,
) -> Conversion:
    """Converts the records behind the header.

    Raises SluiceError `convert.lost_rows`, `convert.zone_data` and `convert.transform_*`.
    """
    differences = zone_differences(spark, plan)
    texts = texts_of(spark, source, opened.start, dialect_of(plan), opened.width)
    read = texts.read
    log.info("framed", ranges=len(texts.ranges), read=read)

    lineage = (("_source", arguments.source_key), ("_run", arguments.run))
    rows, bad = _write_rows(spark, plan, texts, opened, staging, lineage)
    written = sum(file.rows for file in rows)
    log.info("rows written", rows=written, files=len(rows), bad=bad.records)

    rejects: list[WrittenFile] = []
    if bad.records:
        rejects = _write_rejects(spark, plan, texts, opened, staging, lineage, bad.buckets)
    rejected = sum(file.rows for file in rejects)
    _require_all(plan, read, written, rejected)
    latest = max((file.latest for file in rows if file.latest is not None), default=None)
    refuse_differences(plan, differences, latest)

    duplicates = count_duplicates(spark, plan, staging.targets[0], [file.scratch for file in rows])
    counts = Counts(read, written, rejected, _reasons_of(rejects), duplicates)
    return Conversion(place_files([*rows, *rejects]), counts)


def _write_rows(
    spark: SparkSession,
    plan: Plan,
    texts: Texts,
    opened: Opened,
    staging: Staging,
    lineage: tuple[tuple[str, str], ...],
) -> tuple[list[WrittenFile], BadRecords]:
    judged = judge(plan, read_texts(spark, texts), opened.shape.layout)
    if plan.transform is None:
        arranged = _arranged(spark, plan, marked_rows_of(plan, judged), [RECORD])
        return _write(arranged, plan, staging, lineage)
    judged = judged.persist()
    try:
        bad = _bad_of(judged)
        changed = transformed(plan, rows_of(plan, judged))
        files, _ = _write(_arranged(spark, plan, changed, []), plan, staging, lineage)
    finally:
        judged.unpersist()
    return files, bad


def _bad_of(judged: DataFrame) -> BadRecords:
    bucket = F.collect_set((F.col(RECORD) % BUCKETS).cast("int"))
    found = (
        judged.where(F.col(BAD).isNotNull()).agg(F.count(F.lit(1)).alias("records"), bucket.alias("buckets")).first()
    )
    return BadRecords(found["records"], set(found["buckets"])) if found else BadRecords()


def _arranged(spark: SparkSession, plan: Plan, rows: DataFrame, ties: list[str]) -> DataFrame:
    """The rows, partition by partition and sorted, with the partition columns behind the others."""
    spark.conf.set("spark.sql.adaptive.advisoryPartitionSizeInBytes", str(SHUFFLED))
    spark.conf.set("spark.sql.adaptive.coalescePartitions.parallelismFirst", str(bool(plan.partitions)).lower())
    names = [f"`{name}`" for name, _ in plan.partitions]
    rows = rows.selectExpr("*", *[f"CAST({sql} AS INT) AS `{name}`" for name, sql in plan.partitions])
    rows.createOrReplaceTempView("sluice_rows")
    by = f"({', '.join(names)})" if names else ""
    order = [*names, *plan.sort, *ties]
    sort = f"SORT BY {', '.join(order)}" if order else ""
    return spark.sql(f"SELECT /*+ REBALANCE{by} */ * FROM sluice_rows {sort}")  # noqa: S608 - the plan is SQL


def _write_rejects(
    spark: SparkSession,
    plan: Plan,
    texts: Texts,
    opened: Opened,
    staging: Staging,
    lineage: tuple[tuple[str, str], ...],
    buckets: set[int],
) -> list[WrittenFile]:
    """Reads the source once more, for the texts of the records that were found bad."""
    judged = judge(plan, read_texts(spark, texts, with_raw=True, buckets=buckets), opened.shape.layout)
    rejects_of(plan, judged).createOrReplaceTempView("sluice_rejects")
    spark.conf.set("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
    arranged = spark.sql("SELECT /*+ REBALANCE */ * FROM sluice_rejects SORT BY record")
    return _write(arranged, plan, staging, lineage, "rejects")[0]


def _write(
    arranged: DataFrame,
    plan: Plan,
    staging: Staging,
    lineage: tuple[tuple[str, str], ...],
    content: str = "rows",
) -> tuple[list[WrittenFile], BadRecords]:
    partitions = tuple(name for name, _ in plan.partitions) if content == "rows" else ()
    required = tuple(each.name for each in plan.derived if not each.nullable) if content == "rows" else ()
    writing = Writing(content, partitions, lineage, required, staging.targets)

    def write(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return write_files(batches, writing)

    files, bad = gathered([row["told"] for row in arranged.mapInArrow(write, RESULT).collect()])
    staging.note(files)
    return files, bad


def _require_all(plan: Plan, read: int, written: int, rejected: int) -> None:
    if read == written + rejected:
        return
    what = f"{read} records became {written} rows and {rejected} rejects"
    if plan.transform is not None:
        mend = f"the transform {plan.transform} must keep rows one to one"
        raise SluiceError("convert.transform_rows", what, plan.dataset, mend)
    raise SluiceError("convert.lost_rows", what, plan.dataset, "report it: each record is a row or a reject")


def _reasons_of(rejects: list[WrittenFile]) -> dict[str, int]:
    """Errors by reason, the most frequent first."""
    counts: Counter[str] = Counter()
    for file in rejects:
        counts.update(file.reasons)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
