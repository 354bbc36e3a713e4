"""Writes the rows of a query over CSV files: see `sluice_spark/query_job.py`. It runs as a Glue job, and alone."""

import sys

from sluice_spark.query_arguments import parse_query_arguments

if __name__ == "__main__":
    arguments = parse_query_arguments(sys.argv[1:])
    from sluice_spark.query_job import run_query_job

    run_query_job(arguments)
