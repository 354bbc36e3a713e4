"""The source's records as a DataFrame of texts, read in parallel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from sluice_spark.buckets import BUCKETS, table_of
from sluice_spark.dialect import Dialect
from sluice_spark.ranges import Range, count_range, divide, scan, windows
from sluice_spark.source import Source
from sluice_spark.split import batches

LARGEST_RANGE = 32 << 20
SMALLEST_RANGE = 1 << 20


@dataclass(frozen=True)
class Texts:
    """What is behind a file's header, in ranges."""

    source: Source
    dialect: Dialect
    width: int
    ranges: tuple[Range, ...]
    read: int
    """How many records there are."""


def texts_of(spark: SparkSession, source: Source, start: int, dialect: Dialect, width: int) -> Texts:
    """Divides the source for the cores that there are, and counts and numbers its records.

    It is read for that: from its beginning to its end where quotes may hold newlines, else in parallel.
    """
    size = (source.size - start) // (4 * spark.sparkContext.defaultParallelism)
    range_bytes = max(SMALLEST_RANGE, min(LARGEST_RANGE, size))
    if dialect.splittable:
        return _counted(spark, Texts(source, dialect, width, tuple(divide(source, start, range_bytes)), 0))
    ranges, read = scan(source, start, dialect, range_bytes)
    return Texts(source, dialect, width, tuple(ranges), read)


def read_texts(
    spark: SparkSession, texts: Texts, *, with_raw: bool = False, buckets: set[int] | None = None
) -> DataFrame:
    """The records by `split.text_schema`, range by range; with `buckets`, only those whose number falls into one."""
    held = spark.sparkContext.broadcast(texts)
    wanted = None if buckets is None else spark.sparkContext.broadcast(table_of(buckets))

    def read_ranges(given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        known = held.value
        for index in _places(given):
            for data, window, passed in windows(known.source, known.ranges[index], known.dialect):
                first = known.ranges[index].first + passed
                chosen = None if wanted is None else wanted.value[(first + np.arange(window.starts.size)) % BUCKETS]
                yield from batches(data, window, known.dialect, known.width, first, chosen, with_raw)

    fields = "".join(f", f{index} string" for index in range(texts.width))
    schema = f"_record bigint, _reason string{fields}{', _raw string' if with_raw else ''}"
    return _each_range(spark, texts).mapInArrow(read_ranges, schema)


def _counted(spark: SparkSession, texts: Texts) -> Texts:
    held = spark.sparkContext.broadcast(texts)

    def count_ranges(given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        known = held.value
        for index in _places(given):
            count = count_range(known.source, known.ranges[index], known.dialect)
            yield pa.RecordBatch.from_pydict({"place": [index], "records": [count]})

    found = _each_range(spark, texts).mapInArrow(count_ranges, "place bigint, records bigint").collect()
    counts = {row["place"]: row["records"] for row in found}
    numbered: list[Range] = []
    first = 1
    for place, each in enumerate(texts.ranges):
        numbered.append(Range(each.start, each.stop, first, is_aligned=each.is_aligned))
        first += counts[place]
    return Texts(texts.source, texts.dialect, texts.width, tuple(numbered), first - 1)


def _each_range(spark: SparkSession, texts: Texts) -> DataFrame:
    """One row and one task a range."""
    count = max(1, len(texts.ranges))
    return spark.range(0, len(texts.ranges), 1, count)


def _places(given: Iterable[pa.RecordBatch]) -> Iterator[int]:
    for batch in given:
        yield from batch.column(0).to_pylist()
