"""Runs the job for each of the argument lists that come as JSON from the standard input, all in one Spark session.

It tells for each what the job raised, or null.
"""

from __future__ import annotations

import json
import sys

from sluice_spark.arguments import parse_arguments
from sluice_spark.errors import SluiceError
from sluice_spark.job import run_job


def outcome(given: list[str]) -> dict[str, str] | None:
    try:
        run_job(parse_arguments(given))
    except SluiceError as error:
        return {"code": error.code, "text": str(error)}
    return None


if __name__ == "__main__":
    told = [outcome(given) for given in json.load(sys.stdin)]
    print("OUTCOMES " + json.dumps(told))
