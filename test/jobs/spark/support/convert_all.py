"""Converts every case of a folder in one Spark session: each is a folder with a plan.json and a source.csv."""

import sys
from pathlib import Path

from sluice_spark.arguments import parse_arguments
from sluice_spark.errors import SluiceError
from sluice_spark.job import run_job

for case in sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir()):
    where = ["--plan", str(case / "plan.json"), "--source", str(case / "source.csv"), "--output", str(case / "output")]
    about = ["--source_key", "some/key.csv", "--run", "some-run"]
    try:
        run_job(parse_arguments([*where, *about]))
    except SluiceError as error:
        (case / "error.txt").write_text(str(error), encoding="utf-8")
