"""Frames files that come as JSON from the standard input, and tells the records: the definition's own tests compare."""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from sluice_spark import open_file as opening
from sluice_spark.decode import decoded
from sluice_spark.errors import SluiceError
from sluice_spark.gunzip import gunzipped
from sluice_spark.open_file import dialect_of, open_file
from sluice_spark.plan import Plan, parse_plan
from sluice_spark.ranges import Range, count_range, divide, scan, windows
from sluice_spark.source import LocalSource
from sluice_spark.split import batches


def framed(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Cuts the file as the job would, in ranges and windows of so many bytes; or the code of the job's error."""
    plan = parse_plan(case["plan"], "case")
    vars(opening)["CHUNK"] = case["chunk"]
    try:
        source = _plain(plan, base64.b64decode(case["data"]), case["chunk"], folder)
        opened = open_file(plan, source)
        ranges, read = _ranges_of(plan, source, opened.start, case["range"])
        records = [record for each in ranges for record in _records_of(plan, source, each, opened.width)]
    except SluiceError as error:
        return {"code": error.code}
    if read != len(records):
        return {"code": f"{read} records were counted, and {len(records)} read"}
    return {"records": sorted(records, key=lambda record: int(record["number"]))}


def _plain(plan: Plan, data: bytes, chunk: int, folder: Path) -> LocalSource:
    path = folder / "case.csv"
    path.write_bytes(data)
    source = LocalSource(str(path), chunk)
    if plan.encoding == "utf-8" and plan.compression == "none":
        return source
    chunks = source.read(0, source.size)
    expanded = gunzipped(chunks) if plan.compression == "gzip" else chunks
    plain = folder / "plain.csv"
    plain.write_bytes(b"".join(decoded(expanded, plan.encoding)))
    return LocalSource(str(plain), chunk)


def _ranges_of(plan: Plan, source: LocalSource, start: int, range_bytes: int) -> tuple[list[Range], int]:
    dialect = dialect_of(plan)
    if not dialect.splittable:
        return scan(source, start, dialect, range_bytes)
    found, read = [], 0
    for each in divide(source, start, range_bytes):
        found.append(Range(each.start, each.stop, read + 1, is_aligned=each.is_aligned))
        read += count_range(source, each, dialect)
    return found, read


def _records_of(plan: Plan, source: LocalSource, each: Range, width: int) -> list[dict[str, Any]]:
    dialect = dialect_of(plan)
    records: list[dict[str, Any]] = []
    for data, window, passed in windows(source, each, dialect):
        for batch in batches(data, window, dialect, width, each.first + passed, None, with_raw=True):
            for row in batch.to_pylist():
                fields = [row[f"f{index}"] for index in range(width)] if row["_reason"] is None else None
                told = {"number": row["_record"], "error": row["_reason"], "raw": row["_raw"], "fields": fields}
                records.append(told)
    return records


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        json.dump([framed(case, Path(folder)) for case in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
