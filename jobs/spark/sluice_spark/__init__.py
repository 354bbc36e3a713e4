"""Converts a CSV file to Parquet by a plan that was derived from a dataset's contract."""
