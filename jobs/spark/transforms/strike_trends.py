"""Bird strikes with what became of their operator lately, and their cost as a number of dollars."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.window import Window


def transform(df: DataFrame) -> DataFrame:
    """Adds `operator_strikes3m` and `cost_usd`.

    `operator_strikes3m` counts the strikes of the row's operator in the row's month and the two before it; strikes
    without an operator are counted together. `cost_usd` is `cost_total` as DECIMAL(12,2).
    """
    month = _month_number(F.col("flight_date"))
    numbered = df.withColumn("_month", month)
    lately = _strikes_lately(numbered).withColumnRenamed("operator", "_operator").withColumnRenamed("_month", "_of")
    same = F.col("operator").eqNullSafe(F.col("_operator")) & (F.col("_month") == F.col("_of"))
    joined = numbered.join(F.broadcast(lately), same, "left").drop("_operator", "_of", "_month")
    return joined.withColumn("cost_usd", dollars(F.col("cost_total")))


def dollars(amount: Column) -> Column:
    """An amount as DECIMAL(12,2): digits with or without a dollar sign, thousands separators and cents; else NULL."""
    text = F.trim(amount.cast("string"))
    is_amount = text.rlike(r"\A-?\$?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.][0-9]{1,2})?\z")
    return F.when(is_amount, F.translate(text, "$,", "").cast("decimal(12,2)"))


def _strikes_lately(numbered: DataFrame) -> DataFrame:
    """For each operator and month with a strike: the strikes of that month and the two before."""
    by_month = numbered.groupBy("operator", "_month").agg(F.count(F.lit(1)).alias("strikes"))
    three_months = Window.partitionBy("operator").orderBy("_month").rangeBetween(-2, 0)
    lately = F.sum("strikes").over(three_months).cast("int").alias("operator_strikes3m")
    return by_month.select("operator", "_month", lately)


def _month_number(date: Column) -> Column:
    """Months since the year 0: consecutive across years."""
    return F.year(date) * 12 + F.month(date)
