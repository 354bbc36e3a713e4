"""Converts a CSV file to Parquet: see `sluice_spark/job.py`. It runs as a Glue job, and as a process of its own."""

import sys

from sluice_spark.arguments import parse_arguments

if __name__ == "__main__":
    arguments = parse_arguments(sys.argv[1:])
    from sluice_spark.job import run_job

    run_job(arguments)
