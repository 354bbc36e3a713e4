"""The bird strikes by pandas and Arrow as usually written: read by Arrow's parser, cast, write by year and month.

A value that does not parse becomes null, a record of another width is left out, and nobody is told; nothing is sorted.
"""

import argparse

import pandas as pd

TEXTS = {
    "Airport Name": "airport",
    "Aircraft Make Model": "aircraft",
    "Effect Amount of damage": "damage",
    "Aircraft Airline Operator": "operator",
    "Origin State": "origin_state",
    "Phase of flight": "phase_of_flight",
    "Wildlife Size": "wildlife_size",
    "Wildlife Species": "wildlife_species",
    "Time of day": "time_of_day",
}
NUMBERS = {
    "Cost Other": "cost_other",
    "Cost Repair": "cost_repair",
    "Cost Total $": "cost_total",
    "Speed IAS in knots": "speed_knots",
}

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--source", required=True)
parser.add_argument("--output", required=True)
args = parser.parse_args()

rows = pd.read_csv(args.source, engine="pyarrow", dtype_backend="pyarrow", on_bad_lines="skip")
rows = rows.rename(columns={**TEXTS, **NUMBERS, "Flight Date": "flight_date"})
for name in NUMBERS.values():
    rows[name] = pd.to_numeric(rows[name], errors="coerce").astype("Int32")
days = pd.to_datetime(rows["flight_date"], errors="coerce")
rows["flight_date"] = days.dt.date
rows["year"], rows["month"] = days.dt.year.astype("Int32"), days.dt.month.astype("Int32")
rows.to_parquet(args.output, partition_cols=["year", "month"], compression="zstd", engine="pyarrow", index=False)
