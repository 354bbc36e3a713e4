"""Evaluates columns of Spark plans: a request a line on standard input, in JSON, an answer a line on standard output.

A request is `{"columns": [...], "rows": [[text, ...], ...]}`; its answer gives, for each row, `[value, reason]` of each
column: values as text, timestamps as microseconds since 1970. `{"sql": [...]}` is answered by the value of each expression.
What Spark refuses is answered by `{"error": text}`.
"""

from __future__ import annotations

import decimal
import json
import sys
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F


def main() -> None:
    spark = start()
    for line in sys.stdin:
        request = json.loads(line)
        for name, value in request.get("settings", {}).items():
            spark.conf.set(name, value)
        try:
            answer = constants(spark, request["sql"]) if "sql" in request else outcomes(spark, request)
        except Exception as error:
            answer = {"error": str(error)[:4000]}
        print(json.dumps(answer), flush=True)


def start() -> SparkSession:
    session = SparkSession.builder.master("local[1]").appName("evaluate")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
    }.items():
        session = session.config(name, value)
    spark = session.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def constants(spark: SparkSession, sql: list[str]) -> list[Any]:
    return list(spark.range(1).select(*[F.expr(each).alias(f"x{i}") for i, each in enumerate(sql)]).collect()[0])


def outcomes(spark: SparkSession, request: dict[str, Any]) -> list[list[list[str | None]]]:
    columns = request["columns"]
    schema = ", ".join(f"c{position} string" for position in range(len(columns)))
    texts = spark.createDataFrame([tuple(row) for row in request["rows"]], schema)
    typed = typed_columns(texts, columns)
    if "parquet" in request:
        typed.select([f"v{position}" for position in range(len(columns))]).coalesce(1).write.parquet(request["parquet"])
        return []
    values = [shown(column, position) for position, column in enumerate(columns)]
    found = typed.select(*values, *[f"e{position}" for position in range(len(columns))]).collect()
    return [
        [[text_of(row[f"s{position}"], column["type"]), row[f"e{position}"]] for position, column in enumerate(columns)]
        for row in found
    ]


def typed_columns(texts: DataFrame, columns: list[dict[str, Any]]) -> DataFrame:
    depth = max(len(column["steps"]) for column in columns)
    for level in range(depth):
        layer = {name: sql for column in columns for name, sql in dict(*column["steps"][level : level + 1]).items()}
        texts = texts.select("*", *[F.expr(sql).alias(name) for name, sql in layer.items()])
    judged = texts.select(
        *[F.expr(column["value"]).alias(f"r{position}") for position, column in enumerate(columns)],
        *[F.expr(column["reason"]).cast("string").alias(f"e{position}") for position, column in enumerate(columns)],
    )
    values = [
        F.expr(f"CASE WHEN e{position} IS NULL THEN CAST(r{position} AS {column['type']}) END").alias(f"v{position}")
        for position, column in enumerate(columns)
    ]
    return judged.select(*values, *[f"e{position}" for position in range(len(columns))])


def shown(column: dict[str, Any], position: int) -> Any:
    value = F.col(f"v{position}")
    if column["type"].startswith("decimal"):
        return value.alias(f"s{position}")
    if column["type"] == "timestamp":
        value = F.expr(f"unix_micros(v{position})")
    return value.cast("string").alias(f"s{position}")


def text_of(value: str | decimal.Decimal | None, kind: str) -> str | None:
    """Decimals come by way of their engineering notation: `10E-39` has a digit too many."""
    if not isinstance(value, decimal.Decimal):
        return value
    scale = int(kind.rstrip(")").partition(",")[2])
    return format(value.quantize(decimal.Decimal((0, (1,), -scale)), context=decimal.Context(prec=80)), "f")


main()
