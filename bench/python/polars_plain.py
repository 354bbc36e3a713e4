"""The bird strikes by polars as usually written: read with declared types, cast, write by year and month.

It keeps bad values as null, cuts and pads records of another width, sorts nothing and tells nobody.
"""

import argparse

import polars as pl

COLUMNS = {
    "Airport Name": ("airport", pl.String),
    "Aircraft Make Model": ("aircraft", pl.String),
    "Effect Amount of damage": ("damage", pl.String),
    "Flight Date": ("flight_date", pl.Date),
    "Aircraft Airline Operator": ("operator", pl.String),
    "Origin State": ("origin_state", pl.String),
    "Phase of flight": ("phase_of_flight", pl.String),
    "Wildlife Size": ("wildlife_size", pl.String),
    "Wildlife Species": ("wildlife_species", pl.String),
    "Time of day": ("time_of_day", pl.String),
    "Cost Other": ("cost_other", pl.Int32),
    "Cost Repair": ("cost_repair", pl.Int32),
    "Cost Total $": ("cost_total", pl.Int32),
    "Speed IAS in knots": ("speed_knots", pl.Int32),
}

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--source", required=True)
parser.add_argument("--output", required=True)
args = parser.parse_args()

read = pl.read_csv(
    args.source,
    schema={header: kind for header, (_, kind) in COLUMNS.items()},
    ignore_errors=True,
    truncate_ragged_lines=True,
)
named = read.rename({header: name for header, (name, _) in COLUMNS.items()})
rows = named.with_columns(year=pl.col("flight_date").dt.year(), month=pl.col("flight_date").dt.month())
rows.write_parquet(args.output, partition_by=["year", "month"], compression="zstd")
