"""What a hand-written Spark job for the bird strikes looks like: read, cast, write by year and month, once a region.

The yardstick of `npm run bench`. It checks nothing: a value that does not parse becomes null, a record of another width
is padded or cut, and nobody is told.
"""

import argparse
import json
import time

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

COLUMNS = [
    ("Airport Name", "airport", "string"),
    ("Aircraft Make Model", "aircraft", "string"),
    ("Effect Amount of damage", "damage", "string"),
    ("Flight Date", "flight_date", "date"),
    ("Aircraft Airline Operator", "operator", "string"),
    ("Origin State", "origin_state", "string"),
    ("Phase of flight", "phase_of_flight", "string"),
    ("Wildlife Size", "wildlife_size", "string"),
    ("Wildlife Species", "wildlife_species", "string"),
    ("Time of day", "time_of_day", "string"),
    ("Cost Other", "cost_other", "int"),
    ("Cost Repair", "cost_repair", "int"),
    ("Cost Total $", "cost_total", "int"),
    ("Speed IAS in knots", "speed_knots", "int"),
]

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--source", required=True)
parser.add_argument("--output", required=True, nargs="+", help="a folder for each region")
args = parser.parse_args()

began = time.perf_counter()
spark = SparkSession.builder.appName("by-hand").config("spark.sql.session.timeZone", "UTC").getOrCreate()
started = time.perf_counter()

raw = spark.read.csv(args.source, header=True, escape='"')
typed = raw.select([f.col(f"`{header}`").cast(kind).alias(name) for header, name, kind in COLUMNS])
rows = typed.withColumn("year", f.year("flight_date")).withColumn("month", f.month("flight_date"))
for folder in args.output:
    rows.write.mode("overwrite").partitionBy("year", "month").parquet(folder)

ended = time.perf_counter()
spark.stop()
print(json.dumps({"session_seconds": started - began, "work_seconds": ended - started}))
