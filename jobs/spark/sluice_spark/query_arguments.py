"""The arguments of a query's job, by Glue's convention: `--NAME value`."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sluice_spark.errors import SluiceError


@dataclass(frozen=True)
class CsvTable:
    """CSV files that a query reads as a table of texts, column by column as they lie in the files."""

    name: str
    files: str
    """The folder of the files: a path or an `s3://` address, with a slash at its end."""
    columns: tuple[str, ...]
    delimiter: str
    quote: str
    escape: str
    header: bool
    hours: tuple[datetime, datetime] | None
    """The first and the last hour whose folders are read, in UTC; None where the files lie in no such folders."""


@dataclass(frozen=True)
class QueryArguments:
    query: str
    """Where the text of the query lies: a path or an `s3://` address."""
    tables: tuple[CsvTable, ...]
    parameters: dict[str, str | int]
    """The values of the query's named parameters."""
    settings: dict[str, str]
    """What the query relies on in the Spark session."""
    partitions: tuple[str, ...]
    """The last columns of the query, by whose values the files are parted."""
    sort: tuple[str, ...]
    """Columns by which the rows of a file are sorted."""
    target: str
    """The folder under which the files are written, each run of the job in a folder of its own."""
    list: str
    """Where the list of the files is left: an address a line."""
    run: str
    attempt: int


def parse_query_arguments(given: list[str]) -> QueryArguments:
    """Reads the arguments; those that Glue adds for itself are let pass.

    Raises SluiceError `job.arguments` for what is no JSON of its kind.
    """
    found, _ = _parser().parse_known_args(given)
    try:
        return QueryArguments(
            query=found.query,
            tables=tuple(_table_of(each) for each in json.loads(found.tables)),
            parameters={str(name): value for name, value in json.loads(found.parameters).items()},
            settings={str(name): str(value) for name, value in json.loads(found.settings).items()},
            partitions=_names(found.partitions),
            sort=_names(found.sort),
            target=found.target,
            list=found.list,
            run=found.run,
            attempt=found.attempt,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        what = f"An argument cannot be read ({type(cause).__name__}: {cause})"
        raise SluiceError("job.arguments", what, mend="see query_to_parquet.py --help") from cause


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="query_to_parquet.py",
        description="Writes the rows of a query over CSV files as partitioned Parquet, and a list of its files.",
        allow_abbrev=False,
    )
    parser.add_argument("--query", required=True, help="the query, with :name for parameters: a path or s3:// address")
    parser.add_argument(
        "--tables",
        required=True,
        help='what it reads: [{"name", "files", "columns", "delimiter", "quote", "escape", "header", "hours"}], '
        '"hours" being null or ["2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z"]',
    )
    parser.add_argument("--parameters", default="{}", help='the values of its parameters: {"zone": "Europe/Brussels"}')
    parser.add_argument("--settings", default="{}", help="settings of the Spark session")
    parser.add_argument("--partitions", required=True, help="its last columns, that part the files: year,month")
    parser.add_argument("--sort", default="", help="columns that the rows of a file are sorted by")
    parser.add_argument("--target", required=True, help="where files are written: a path or an s3:// address")
    parser.add_argument("--list", required=True, help="where the list of the files is left")
    parser.add_argument("--run", required=True, help="the run, for the log")
    parser.add_argument("--attempt", type=int, default=0, help="which attempt at the run this is, from 0")
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


def _table_of(found: dict[str, Any]) -> CsvTable:
    hours = found["hours"]
    return CsvTable(
        name=found["name"],
        files=found["files"],
        columns=tuple(found["columns"]),
        delimiter=found["delimiter"],
        quote=found["quote"],
        escape=found["escape"],
        header=bool(found["header"]),
        hours=None if hours is None else (datetime.fromisoformat(hours[0]), datetime.fromisoformat(hours[1])),
    )
