"""Texts become typed columns and errors by the plan's SQL."""

from __future__ import annotations

from pyspark.sql import Column as SparkColumn
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from sluice_spark.header import Place, Unknown
from sluice_spark.plan import Column, Plan
from sluice_spark.rescued import rescued

RECORD = "_record"
REASON = "_reason"
RAW = "_raw"
BAD = "_bad"
ERRORS = "_errors"


def judge(plan: Plan, texts: DataFrame, layout: tuple[Place, ...]) -> DataFrame:
    """Gives each column's value as `v<position>` and its reason as `e<position>`; texts have columns `f0`, `f1`, ...

    `_bad` is the first reason of a record, or NULL where it is a row.
    """
    placed = zip(plan.columns, layout, strict=True)
    columns = [(position, column, place) for position, (column, place) in enumerate(placed)]
    own = [name for name in (RECORD, REASON, RAW) if name in texts.columns]
    texts = texts.select(
        *own,
        *[_text(plan, place).alias(f"c{position}") for position, _, place in columns if place is not None],
    )
    read = [(position, column) for position, column, place in columns if place is not None]
    for layer in _layers([column for _, column in read]):
        texts = texts.select("*", *[F.expr(sql).alias(name) for name, sql in layer.items()])
    judged = texts.select(
        *own,
        *[F.expr(_typed(column.value, column)).alias(f"v{position}") for position, column in read],
        *[F.expr(column.reason).cast("string").alias(f"e{position}") for position, column in read],
        *[
            F.expr(_typed(column.missing or "NULL", column)).alias(f"v{position}")
            for position, column, place in columns
            if place is None
        ],
    )
    first = F.coalesce(F.col(REASON), *[F.col(f"e{position}") for position, _ in read])
    return judged.select("*", first.alias(BAD))


def rows_of(plan: Plan, judged: DataFrame) -> DataFrame:
    """The rows, by the names of their columns."""
    return judged.where(F.col(BAD).isNull()).select(*_named(plan))


def marked_rows_of(plan: Plan, judged: DataFrame) -> DataFrame:
    """Every record by the names of the columns, and `_record`: its number, negative where it is no row.

    Counting the others as the rows are written needs no second job, and no accumulator that may count twice.
    """
    number = F.when(F.col(BAD).isNull(), F.col(RECORD)).otherwise(-F.col(RECORD))
    return judged.select(*_named(plan), number.alias(RECORD))


def rejects_of(plan: Plan, judged: DataFrame) -> DataFrame:
    """The rejected records: number, errors in the plan's order, text."""
    whole = F.array(_error(F.lit(None).cast("string"), F.col(REASON)))
    found = [
        _error(F.lit(column.name), F.col(f"e{position}"))
        for position, column in enumerate(plan.columns)
        if f"e{position}" in judged.columns
    ]
    each = F.filter(F.array(*found), lambda error: error["reason"].isNotNull()) if found else whole
    errors = F.when(F.col(REASON).isNotNull(), whole).otherwise(each)
    rejected = judged.where(F.col(BAD).isNotNull())
    return rejected.select(F.col(RECORD).alias("record"), errors.alias("errors"), F.col(RAW).alias("raw"))


def _text(plan: Plan, place: int | tuple[Unknown, ...]) -> SparkColumn:
    return F.col(f"f{place}") if isinstance(place, int) else rescued(place, plan.nulls)


def _named(plan: Plan) -> list[SparkColumn]:
    return [F.col(f"v{position}").alias(column.name) for position, column in enumerate(plan.columns)]


def _layers(columns: list[Column]) -> list[dict[str, str]]:
    """The first steps of all columns, then the second ones, and so on."""
    depth = max((len(column.steps) for column in columns), default=0)
    return [
        {name: sql for column in columns if level < len(column.steps) for name, sql in column.steps[level].items()}
        for level in range(depth)
    ]


def _typed(sql: str, column: Column) -> str:
    return f"CAST({sql} AS {column.type})"


def _error(column: SparkColumn, reason: SparkColumn) -> SparkColumn:
    return F.struct(column.alias("column"), reason.alias("reason"))
