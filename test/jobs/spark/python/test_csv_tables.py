"""CSV files as tables that a query names."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from sluice_spark.csv_tables import register_table
from sluice_spark.query_arguments import CsvTable

FROM = datetime(2024, 12, 31, 23, tzinfo=UTC)
TO = datetime(2025, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Three hours of files, of which one is hidden, and one is compressed."""
    for name, text in {
        "year=2024/month=12/day=31/hour=22/a.csv": "x,y\nearly,1\n",
        "year=2024/month=12/day=31/hour=23/a.csv": 'x,y\n"one ""1""",01\nshort\n',
        "year=2024/month=12/day=31/hour=23/_SUCCESS": "x,y\nhidden,1\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    last = tmp_path / "year=2025/month=1/day=1/hour=0/b.csv.gz"
    last.parent.mkdir(parents=True)
    last.write_bytes(gzip.compress(b"other,names\ntwo,02\n"))
    return tmp_path


def table(folder: Path, hours: tuple[datetime, datetime] | None) -> CsvTable:
    return CsvTable("raw", f"{folder}/", ("x", "y"), ",", '"', '"', True, hours)


def test_reads_the_files_of_the_hours_as_texts_by_place_with_the_keys_as_folders_name_them(
    spark: SparkSession, files: Path
) -> None:
    read = register_table(spark, table(files, (FROM, TO)), None)
    assert [Path(each.uri).name for each in read] == ["a.csv", "b.csv.gz"]
    assert [each.size for each in read] == [Path(each.uri).stat().st_size for each in read]
    rows = spark.sql("SELECT x, y, year, month, day, hour FROM raw ORDER BY x").collect()
    assert [tuple(row) for row in rows] == [
        ('one "1"', "01", "2024", "12", "31", "23"),
        ("short", None, "2024", "12", "31", "23"),
        ("two", "02", "2025", "1", "1", "0"),
    ]


def test_is_an_empty_table_with_the_same_columns_where_no_file_arrived(spark: SparkSession, files: Path) -> None:
    later = datetime(2025, 2, 1, tzinfo=UTC)
    assert register_table(spark, table(files, (later, later)), None) == []
    found = spark.sql("SELECT * FROM raw")
    assert found.columns == ["x", "y", "year", "month", "day", "hour"]
    assert found.collect() == []


def test_reads_all_files_of_a_folder_that_has_no_hours(spark: SparkSession, files: Path) -> None:
    folder = files / "year=2024/month=12/day=31/hour=22"
    assert len(register_table(spark, table(folder, None), None)) == 1
    assert [tuple(row) for row in spark.sql("SELECT * FROM raw").collect()] == [("early", "1")]
