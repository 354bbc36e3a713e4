"""Queries the warehouse through the Redshift Data API, into a pandas DataFrame.

On AWS, under the role that `pulumi stack output warehouses` names as readerRole:

    python docs/examples/query.py --workgroup WORKGROUP --region eu-west-1 --role READER_ROLE_ARN \
        "SELECT year, month, strikes FROM marts.strikes_by_month WHERE strikes > :least" --param least=110

On a laptop, while `npx sluice up` serves in another terminal:

    eval "$(npx sluice up --env)"
    python docs/examples/query.py "SELECT * FROM lake.readings WHERE lane = :lane" --param lane=2

In a notebook, import `connect` and `query`. Needs Python 3.11 or newer, and requirements.txt beside this file.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import boto3
import numpy as np
import pandas as pd


def connect(region: str | None = None, role: str | None = None) -> Any:
    """A client of the Redshift Data API, with the credentials that boto3 finds.

    :param region: of the warehouse; by default the one that boto3 finds
    :param role: ARN of an IAM role to assume; by default none is
    """
    session = boto3.Session(region_name=region)
    if role is not None:
        assumed = session.client("sts").assume_role(RoleArn=role, RoleSessionName="sluice-query")["Credentials"]
        session = boto3.Session(
            aws_access_key_id=assumed["AccessKeyId"],
            aws_secret_access_key=assumed["SecretAccessKey"],
            aws_session_token=assumed["SessionToken"],
            region_name=session.region_name,
        )
    return session.client("redshift-data")


def query(
    client: Any, sql: str, parameters: Mapping[str, Any] | None = None, *, workgroup: str, database: str = "sluice"
) -> pd.DataFrame:
    """Runs one statement and gives all rows of its result.

    :param parameters: the value of each `:name` in the SQL; values never become part of its text
    :raises RuntimeError: with Redshift's error, where the statement fails
    """
    given = [{"name": name, "value": str(value)} for name, value in (parameters or {}).items()]
    started = client.execute_statement(
        WorkgroupName=workgroup, Database=database, Sql=sql, **({"Parameters": given} if given else {})
    )
    ended = _wait(client, started["Id"])
    return _fetch(client, started["Id"]) if ended["HasResultSet"] else pd.DataFrame()


def _wait(client: Any, statement: str) -> Mapping[str, Any]:
    """Asks until the statement has ended, ever less often; whoever loses patience (Ctrl-C) cancels it."""
    pause = 0.05
    try:
        while True:
            described = client.describe_statement(Id=statement)
            if described["Status"] == "FINISHED":
                return described
            if described["Status"] in ("FAILED", "ABORTED"):
                raise RuntimeError(described.get("Error") or f"The statement was {described['Status'].lower()}")
            time.sleep(pause)
            pause = min(pause * 1.5, 2.0)
    except KeyboardInterrupt:
        client.cancel_statement(Id=statement)
        raise


def _fetch(client: Any, statement: str) -> pd.DataFrame:
    """The pages of a result, each of which names the next by its NextToken, as one frame."""
    columns: Sequence[Mapping[str, Any]] = []
    values: list[list[Any]] = []
    for page in client.get_paginator("get_statement_result").paginate(Id=statement):
        if not columns:
            columns = page["ColumnMetadata"]
            values = [[] for _ in columns]
        for record in page["Records"]:
            for column, field in zip(values, record, strict=True):
                column.append(None if field.get("isNull") else next(iter(field.values())))
    frame = pd.DataFrame({at: _typed(column["typeName"], values[at]) for at, column in enumerate(columns)})
    frame.columns = pd.Index([column.get("label") or column["name"] for column in columns])
    return frame


_INTEGERS = {"int2": "Int16", "int4": "Int32", "int8": "Int64"}
_FLOATS = {"float4": np.float32, "float8": np.float64}
_TIMES = {"date": "datetime64[s]", "timestamp": "datetime64[us]"}


def _typed(type_name: str, values: list[Any]) -> pd.Series:
    """A column with the dtype that holds its type exactly, nulls included."""
    if type_name in _INTEGERS:
        return pd.Series(values, dtype=_INTEGERS[type_name])
    if type_name in _FLOATS:
        # Built by hand, as NaN is a value and NA is none.
        numbers = np.array([0.0 if value is None else float(value) for value in values], dtype=_FLOATS[type_name])
        return pd.Series(pd.arrays.FloatingArray(numbers, np.array([value is None for value in values], dtype=bool)))
    if type_name == "bool":
        return pd.Series(values, dtype="boolean")
    if type_name == "numeric":
        return pd.Series([None if value is None else Decimal(value) for value in values], dtype=object)
    if type_name in _TIMES:
        texts = ["NaT" if value is None else value for value in values]
        return pd.Series(np.array(texts, dtype=_TIMES[type_name]))
    if type_name == "timestamptz":
        instants = [np.datetime64("NaT") if value is None else _instant(value) for value in values]
        return pd.Series(np.array(instants, dtype="datetime64[us]")).dt.tz_localize("UTC")
    return pd.Series(values, dtype="string")


def _instant(text: str) -> np.datetime64:
    """The UTC time of `2024-10-27 00:30:00.5+00`."""
    return np.datetime64(datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None), "us")


def _parameter(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not (name and separator):
        raise argparse.ArgumentTypeError(f"{text!r} is not name=value")
    return name, value


def main() -> None:
    """Prints what a statement gives, or writes it as CSV."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sql")
    parser.add_argument("--param", type=_parameter, action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--workgroup", default=os.environ.get("SLUICE_WORKGROUP"), help="default: $SLUICE_WORKGROUP")
    parser.add_argument("--database", default=os.environ.get("SLUICE_DATABASE", "sluice"))
    parser.add_argument("--region", help="default: the one that boto3 finds")
    parser.add_argument("--role", help="ARN of the IAM role to read by; default: the caller's own credentials")
    parser.add_argument("--csv", metavar="FILE", help="where all rows are written; default: the first are printed")
    given = parser.parse_args()
    if given.workgroup is None:
        parser.error("give --workgroup, or set SLUICE_WORKGROUP")

    client = connect(given.region, given.role)
    try:
        frame = query(client, given.sql, dict(given.param), workgroup=given.workgroup, database=given.database)
    except RuntimeError as failure:
        sys.exit(f"The statement failed: {failure}")
    if given.csv:
        frame.to_csv(given.csv, index=False)
    else:
        print(frame.to_string(max_rows=20), end="\n\n")
        print(frame.dtypes.map(str).to_string())


if __name__ == "__main__":
    main()
