"""Prints what query.py gives for each statement of standard input's JSON: dtypes, and each value as a text or null."""

import json
import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[3] / "docs/examples"))

from query import connect, query


def text(value: object, dtype: str) -> str | None:
    if value is pd.NA or value is pd.NaT or value is None:
        return None
    return str(value)[:10] if dtype == "datetime64[s]" else str(value)


asked = json.load(sys.stdin)
client = connect(role=asked.get("role"))
told = []
for each in asked["statements"]:
    try:
        frame = query(client, each["sql"], each.get("parameters"), workgroup=asked["workgroup"])
    except RuntimeError as failure:
        told.append({"failed": str(failure)})
        continue
    dtypes = [str(dtype) for dtype in frame.dtypes]
    rows = [
        [text(value, dtype) for value, dtype in zip(row, dtypes, strict=True)]
        for row in zip(*(frame.iloc[:, at] for at in range(len(dtypes))), strict=True)
    ]
    told.append({"names": list(frame.columns), "dtypes": dtypes, "rows": rows})
print(json.dumps(told))
