"""The Spark session, with what the plan's SQL relies on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

# Java compiles no method of over 8000 bytes of code, and the SQL of a wide contract is longer in one. At this limit,
# Spark divides it into many: the checks of 14 columns then take a third of the time.
OWN_SETTINGS = {
    "spark.sql.codegen.hugeMethodLimit": "8000",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
}


def open_session(run: str, settings: dict[str, str]) -> SparkSession:
    """The platform's session, or a new one; heap, cores and master are left to the platform."""
    _ship_modules()
    spark = SparkSession.builder.appName(f"sluice {run}").getOrCreate()
    for name, value in {**OWN_SETTINGS, **settings}.items():
        spark.conf.set(name, value)
    return spark


def _ship_modules() -> None:
    """Lets worker processes of this machine find this package where it is no archive that the platform ships."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    folder = Path(__file__).parent.parent
    if folder.is_dir():
        known = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), known] if known else [str(folder)])
