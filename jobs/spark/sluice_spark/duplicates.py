"""Counts rows whose key another row has, from the Parquet that was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from sluice_spark.plan import Plan
from sluice_spark.targets import Target


def count_duplicates(spark: SparkSession, plan: Plan, target: Target, scratch: list[str]) -> int:
    """How many rows have a key that another row of these files has too; 0 and -0 are one value."""
    if not plan.key or not scratch:
        return 0
    names = list(plan.key)
    types = {column.name: column.type for column in plan.columns}
    schema = ", ".join(f"`{name}` {types[name]}" for name in names)

    def read_keys(given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in given:
            for name in batch.column(0).to_pylist():
                with target.open(name) as file:
                    yield from pq.ParquetFile(file).iter_batches(columns=names)

    files = _files(spark, scratch)
    groups = files.mapInArrow(read_keys, schema).groupBy(*names).agg(F.count(F.lit(1)).alias("rows"))
    found = groups.where("rows > 1").agg(F.sum("rows").alias("rows")).first()
    return int(found["rows"] or 0) if found else 0


def _files(spark: SparkSession, names: list[str]) -> DataFrame:
    """One task for a few files."""
    slices = min(len(names), 4 * spark.sparkContext.defaultParallelism)
    rows = spark.sparkContext.parallelize([(name,) for name in names], slices)
    return spark.createDataFrame(rows, "name string")
