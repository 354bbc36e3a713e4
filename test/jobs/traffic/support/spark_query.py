"""Runs a query of Spark on generated traffic: `spark_query.py REQUEST`, the path of a JSON file.

`{"settings": {...}, "folder": ..., "query": ..., "output": ...}`: the tables `traffic.raw` and `traffic.locations` are
the CSV files under the folder, all of text; the rows go to the output folder as Parquet.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pyspark.sql import SparkSession

FIELDS = ["uniqueId", "originalTimestamp", "currentSpeed", "bezettingsgraad"] + [
    f"trafficIntensityClass{number}" for number in range(2, 6)
]
KEYS = ["year", "month", "day", "hour"]


def main(path: str) -> None:
    request = json.loads(Path(path).read_text())
    spark = start(request)
    spark.sql("CREATE DATABASE traffic")
    table(spark, "raw", [*FIELDS, *KEYS], f"PARTITIONED BY ({', '.join(KEYS)})", f"{request['folder']}/traffic_raw")
    spark.sql("ALTER TABLE traffic.raw RECOVER PARTITIONS")
    table(spark, "locations", ["uniqueId", "location", "zone"], "", f"{request['folder']}/traffic_locations")
    spark.sql(request["query"]).write.parquet(request["output"])


def start(request: dict) -> SparkSession:
    session = SparkSession.builder.master("local[1]").appName("traffic")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.warehouse.dir": f"{request['output']}.warehouse",
        **request["settings"],
    }
    for name, value in settings.items():
        session = session.config(name, value)
    return session.getOrCreate()


def table(spark: SparkSession, name: str, columns: list[str], partitioning: str, location: str) -> None:
    schema = ", ".join(f"{column} STRING" for column in columns)
    spark.sql(
        f"CREATE TABLE traffic.{name} ({schema}) USING csv OPTIONS (header 'true') {partitioning} LOCATION '{location}'"
    )


main(sys.argv[1])
