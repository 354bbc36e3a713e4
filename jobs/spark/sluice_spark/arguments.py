"""The job's arguments, by Glue's convention: `--NAME value`."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass

from sluice_spark.errors import SluiceError


@dataclass(frozen=True)
class Arguments:
    plan: str
    source: str
    source_version: str | None
    source_key: str
    run: str
    attempt: int
    targets: tuple[tuple[str, str], ...]
    """Region and bucket of each, the near one first."""
    output: str | None
    code: str | None


def parse_arguments(given: list[str]) -> Arguments:
    """Reads the arguments; those that Glue adds for itself are let pass.

    Raises SluiceError `job.arguments` for targets that are none.
    """
    found, _ = _parser().parse_known_args(given)
    return Arguments(
        plan=found.plan,
        source=found.source,
        source_version=found.source_version or None,
        source_key=found.source_key,
        run=found.run,
        attempt=found.attempt,
        targets=_targets_of(found.targets),
        output=found.output,
        code=found.code or None,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="csv_to_parquet.py",
        description="Converts a CSV file to typed, partitioned Parquet by the plan of a dataset's contract.",
        allow_abbrev=False,
    )
    parser.add_argument("--plan", required=True, help="the plan, as JSON: a path or an s3:// address")
    parser.add_argument("--source", required=True, help="the CSV file: a path or an s3:// address")
    parser.add_argument("--source_version", help="the version of the object that is read")
    parser.add_argument("--source_key", required=True, help="what the column _source says")
    parser.add_argument("--run", required=True, help="the run, which the column _run says")
    parser.add_argument("--attempt", type=int, default=0, help="which attempt at the run this is, from 0")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--targets", help='the lakes: [{"region": "eu-west-1", "bucket": "..."}]')
    where.add_argument("--output", help="a folder instead of lakes")
    parser.add_argument("--code", help="hash of the deployed code, for the manifest")
    return parser


def _targets_of(text: str | None) -> tuple[tuple[str, str], ...]:
    if text is None:
        return ()
    try:
        found = tuple((str(each["region"]), str(each["bucket"])) for each in json.loads(text))
    except (ValueError, KeyError, TypeError) as cause:
        raise _no_targets(text) from cause
    if not found:
        raise _no_targets(text)
    return found


def _no_targets(text: str) -> SluiceError:
    mend = 'write them as [{"region": "eu-west-1", "bucket": "..."}]'
    return SluiceError("job.arguments", f"--targets {text} names no targets", mend=mend)
