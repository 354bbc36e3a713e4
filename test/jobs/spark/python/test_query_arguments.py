"""What a query's job is told, and what it says of what it cannot read."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sluice_spark.errors import SluiceError
from sluice_spark.query_arguments import parse_query_arguments

SCRIPT = Path(__file__).parents[4] / "jobs/spark/query_to_parquet.py"
TABLE: dict[str, Any] = {
    "name": "raw",
    "files": "s3://bucket/raw/",
    "columns": ["a", "b"],
    "delimiter": ",",
    "quote": '"',
    "escape": '"',
    "header": True,
    "hours": ["2024-03-30T23:00:00.000Z", "2024-03-31T01:00:00.000Z"],
}


def given(**changed: str) -> list[str]:
    named = {
        "query": "q.sql",
        "tables": json.dumps([TABLE, {**TABLE, "name": "locations", "hours": None}]),
        "partitions": "year,month",
        "target": "s3://lake/staging/x/",
        "list": "s3://lake/staging/x.txt",
        "run": "r",
        **changed,
    }
    return [part for name, value in named.items() for part in (f"--{name}", value)]


def test_reads_tables_with_their_hours_and_lets_the_arguments_of_glue_pass() -> None:
    found = parse_query_arguments([*given(parameters='{"zone": "UTC"}', sort="a"), "--JOB_NAME", "j"])
    first, second = found.tables
    assert first.hours == (datetime(2024, 3, 30, 23, tzinfo=UTC), datetime(2024, 3, 31, 1, tzinfo=UTC))
    assert second.hours is None
    assert found.partitions == ("year", "month")
    assert (found.sort, found.parameters, found.attempt) == (("a",), {"zone": "UTC"}, 0)


@pytest.mark.parametrize(
    "changed",
    [{"tables": "[{}]"}, {"tables": "raw"}, {"parameters": "[]"}, {"settings": "x"}],
)
def test_an_argument_that_is_none_of_its_kind_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(SluiceError) as refused:
        parse_query_arguments(given(**changed))
    assert refused.value.code == "job.arguments"


def test_the_script_tells_its_arguments_without_spark() -> None:
    told = subprocess.run([sys.executable, str(SCRIPT), "--help"], capture_output=True, text=True, check=True)  # noqa: S603
    assert "--tables" in told.stdout
    assert "partitioned Parquet" in told.stdout
