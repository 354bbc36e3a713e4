"""Where the Spark job's time goes: each step alone, and the sum, with nothing written but by the last.

A step is timed by running the job's own DataFrame up to it into Spark's `noop` sink, once to warm up and then in rounds:
what a step costs is its time less that of the step before it. Prints seconds of the median round as JSON.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sluice_spark.convert import _arranged, _write
from sluice_spark.log import Log
from sluice_spark.open_file import dialect_of, open_file
from sluice_spark.plan import parse_plan
from sluice_spark.session import open_session
from sluice_spark.source import LocalSource
from sluice_spark.staging import Staging
from sluice_spark.targets import FolderTarget
from sluice_spark.texts import read_texts, texts_of
from sluice_spark.typed import RECORD, judge, marked_rows_of

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--plan", required=True)
parser.add_argument("--source", required=True)
parser.add_argument("--rounds", type=int, default=3)
args = parser.parse_args()

plan = parse_plan(Path(args.plan).read_text(encoding="utf-8"), args.plan)
source = LocalSource(args.source)
opened = open_file(plan, source)
spark = open_session("profile", plan.settings)
texts = texts_of(spark, source, opened.start, dialect_of(plan), opened.width)


def read():
    return read_texts(spark, texts)


def typed():
    return marked_rows_of(plan, judge(plan, read(), opened.layout))


def sorted_rows():
    return _arranged(spark, plan, typed(), [RECORD])


def into_nothing(make: Callable) -> Callable:
    return lambda: make().write.format("noop").mode("overwrite").save()


def count() -> None:
    texts_of(spark, source, opened.start, dialect_of(plan), opened.width)


def written() -> None:
    with tempfile.TemporaryDirectory() as folder:
        staging = Staging((FolderTarget(folder),), Log(run="profile", attempt=0))
        _write(sorted_rows(), plan, staging, (("_source", "key"), ("_run", "profile")))


steps = {
    "counting and numbering the records": count,
    "framing, and texts into Spark": into_nothing(read),
    "checking and typing": into_nothing(typed),
    "exchange and sort": into_nothing(sorted_rows),
    "rows out of Spark, Parquet, checksums": written,
}


def seconds_of(step: Callable) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


found = {name: [] for name in steps}
for turn in range(args.rounds + 1):
    for name, step in steps.items():
        seconds = seconds_of(step)
        if turn > 0:
            found[name].append(seconds)
medians = {name: statistics.median(each) for name, each in found.items()}
spark.stop()

names = list(steps)
own = {names[0]: medians[names[0]], names[1]: medians[names[1]]}
own |= {name: medians[name] - medians[before] for before, name in zip(names[1:], names[2:], strict=False)}
print(json.dumps({name: round(seconds, 2) for name, seconds in own.items()}, indent=2))
