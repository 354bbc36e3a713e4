"""What the job is told, and what it says of what it cannot do."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sluice_spark.arguments import parse_arguments
from sluice_spark.errors import SluiceError, error_of
from sluice_spark.header import read_header
from sluice_spark.plan import Plan, parse_plan

SCRIPT = Path(__file__).parents[4] / "jobs/spark/csv_to_parquet.py"
REQUIRED = ["--plan", "p", "--source", "s", "--source_key", "k", "--run", "r"]


def plan_of(*headers: str, missing: str | None = None) -> Plan:
    columns: list[dict[str, Any]] = [
        {
            "name": name,
            "header": name,
            "formerHeaders": [],
            "type": "int",
            "missing": missing,
            "steps": [],
            "value": "1",
            "reason": "NULL",
        }
        for name in headers
    ]
    source = {
        "delimiter": ",",
        "quote": '"',
        "escape": '"',
        "comment": None,
        "header": True,
        "splittable": False,
        "encoding": "utf-8",
        "compression": "none",
        "skip": 0,
        "maxRecordBytes": 2_000_000,
        "nulls": [""],
    }
    lists: dict[str, Any] = {"partitions": [], "sort": [], "key": [], "derived": [], "zones": [], "settings": {}}
    lists["added"] = None
    plan = {"version": 1, "dataset": "d", "contract": "c", "source": source, "columns": columns, "transform": None}
    return parse_plan(json.dumps(plan | lists), "plan.json")


def test_lets_what_glue_adds_pass() -> None:
    lakes = '[{"region": "eu-west-1", "bucket": "lake"}]'
    found = parse_arguments([*REQUIRED, "--targets", lakes, "--JOB_NAME", "j", "--TempDir", "s3://t", "--attempt", "3"])
    assert (found.targets, found.attempt, found.source_version) == ((("eu-west-1", "lake"),), 3, None)


@pytest.mark.parametrize("targets", ["", "[]", "{}", "lake", '[{"region": "eu-west-1"}]'])
def test_refuses_targets_that_are_none(targets: str) -> None:
    with pytest.raises(SluiceError, match=r"^job\.arguments: --targets"):
        parse_arguments([*REQUIRED, "--targets", targets])


def test_tells_its_arguments_without_spark() -> None:
    told = f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    checked = f"try:\n {told}\nexcept SystemExit:\n assert 'pyspark' not in sys.modules"
    program = f"import runpy, sys\nsys.argv[1:] = ['--help']\n{checked}"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert "--source_version" in ended.stdout


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2}', '{"version": 1}', "null"])
def test_refuses_a_plan_that_is_none(text: str) -> None:
    with pytest.raises(SluiceError, match=r"^convert\.corrupt_plan: plan\.json: The plan cannot be read"):
        parse_plan(text, "plan.json")


def test_finds_columns_in_a_header() -> None:
    assert read_header(plan_of("a", "b"), ["b", "a"]).layout == (1, 0)
    assert read_header(plan_of("a", "b", missing="0"), ["b"]).layout == (None, 0)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["a", "b", "a"], 'file.duplicate_header: d: The header names "a" more than once'),
        (["a", "b", "ü", "z"], 'file.unknown_column: d: The header names "ü", "z", not in the contract'),
        (["b"], 'file.missing_column: d: The header lacks "a"; add the column to the file'),
        ([f"c{index}" for index in range(30)], '"c19" and 10 more, not in the contract'),
        (["x" * 100], f'"{"x" * 79}…", not in the contract'),
    ],
)
def test_refuses_a_header_that_does_not_fit(names: list[str], message: str) -> None:
    with pytest.raises(SluiceError) as raised:
        read_header(plan_of("a", "b"), names)
    assert message in str(raised.value)


def test_an_error_goes_through_processes_whole() -> None:
    error = SluiceError("convert.long_record", "It is long", "d", "cut it")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (copy.code, str(copy)) == ("convert.long_record", "convert.long_record: d: It is long; cut it.")


def test_the_error_of_a_task_is_the_jobs() -> None:
    told = "Traceback\n  File ...\nsluice_spark.errors.SluiceError: convert.transform_null: It is null; mend it.\n\n"
    error = error_of(RuntimeError(f"An exception was thrown from the Python worker\n{told}"))
    assert (error.code, str(error)) == ("convert.transform_null", "convert.transform_null: It is null; mend it.")


def test_any_other_error_names_its_cause() -> None:
    error = error_of(RuntimeError("Job aborted\nOSError: [Errno 28] No space left on device\n"))
    assert str(error).startswith("convert.spark_failed: RuntimeError: OSError: [Errno 28] No space left on device")
