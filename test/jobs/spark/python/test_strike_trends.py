"""The transform of the bird strikes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from transforms.strike_trends import dollars, transform


def test_counts_the_strikes_of_an_operator_in_three_months(spark: SparkSession) -> None:
    strikes = [
        ("A", date(1999, 11, 30), 5),
        ("A", date(1999, 12, 1), None),
        ("A", date(1999, 12, 31), 7),
        ("A", date(2000, 2, 29), 0),
        ("A", date(2000, 3, 1), 0),
        ("B", date(2000, 1, 1), 0),
        (None, date(2000, 1, 1), 0),
        (None, date(2000, 2, 1), 0),
    ]
    given = spark.createDataFrame(strikes, "operator string, flight_date date, cost_total int")
    found = transform(given)
    assert found.columns == ["operator", "flight_date", "cost_total", "operator_strikes3m", "cost_usd"]
    lately = {(row.operator, row.flight_date): row.operator_strikes3m for row in found.collect()}
    assert [lately[operator, day] for operator, day, _ in strikes] == [1, 3, 3, 3, 2, 1, 1, 2]
    assert found.schema["operator_strikes3m"].dataType.simpleString() == "int"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0.00"),
        ("1234", "1234.00"),
        ("$1,234.5", "1234.50"),
        (" -$12.25 ", "-12.25"),
        ("1,23", None),
        ("12.345", None),
        ("", None),
        ("none", None),
        ("9999999999.99", "9999999999.99"),
        ("10000000000", None),
        (None, None),
    ],
)
def test_reads_an_amount_as_a_decimal(spark: SparkSession, text: str | None, amount: str | None) -> None:
    row = spark.createDataFrame([(text,)], "cost string").select(dollars(F.col("cost")).alias("usd")).first()
    assert row is not None
    assert row.usd == (None if amount is None else Decimal(amount))
