"""Frames files that come as JSON from the standard input, and tells the records: the definition's own tests compare."""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from sluice_spark.dialect import Dialect
from sluice_spark.ranges import Range, count_range, divide, scan, windows
from sluice_spark.source import LocalSource
from sluice_spark.split import batches


def framed(case: dict[str, Any], path: Path) -> dict[str, Any]:
    """Cuts the file as the job would, in ranges and windows of so many bytes."""
    path.write_bytes(base64.b64decode(case["data"]))
    source = LocalSource(str(path), case["chunk"])
    comment = None if case["comment"] is None else ord(case["comment"])
    delimiter, quote, escape = ord(case["delimiter"]), ord(case["quote"]), ord(case["escape"])
    dialect = Dialect(delimiter, quote, escape, comment, case["splittable"])
    if dialect.splittable:
        divided = divide(source, 0, case["range"])
        found, read = [], 0
        for each in divided:
            found.append(Range(each.start, each.stop, read + 1, is_aligned=each.is_aligned))
            read += count_range(source, each, dialect)
    else:
        found, read = scan(source, 0, dialect, case["range"])
    records: list[dict[str, Any]] = []
    for each in found:
        for data, window, passed in windows(source, each, dialect):
            for batch in batches(data, window, dialect, case["width"], each.first + passed, None, with_raw=True):
                for row in batch.to_pylist():
                    fields = [row[f"f{index}"] for index in range(case["width"])] if row["_reason"] is None else None
                    told = {"number": row["_record"], "error": row["_reason"], "raw": row["_raw"], "fields": fields}
                    records.append(told)
    return {"read": read, "records": sorted(records, key=lambda record: int(record["number"]))}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        json.dump([framed(case, Path(folder) / "case.csv") for case in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
