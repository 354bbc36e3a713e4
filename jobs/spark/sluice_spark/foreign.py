"""Tells by its header that a file is no CSV, or has another delimiter, as `core/convert/headerNames.ts` does."""

from __future__ import annotations

import json
import re

from sluice_spark.errors import SluiceError
from sluice_spark.plan import Plan

_BEGINNINGS = (
    (b"\x1f\x8b", "a gzip file"),
    (b"PK\x03\x04", "a ZIP archive, as .xlsx is"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"PAR1", "a Parquet file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)

_USUAL = (",", ";", "\t", "|")

LOOKED = 65_536
"""How much of a first line is looked into: one without an end may be as long as the file."""


def refuse_foreign(plan: Plan, raw: bytes, names: list[str] | None, reason: str | None) -> None:
    """Refuses the header of a file that is no text, or whose one field holds another usual delimiter.

    Raises SluiceError `file.not_text` or `file.wrong_delimiter`.
    """
    kind = _binary_kind(raw)
    if kind is not None:
        mend = "land it as CSV in UTF-8, or declare how it is written in csv({ ... })"
        raise SluiceError("file.not_text", f"The file is no CSV in UTF-8, but {kind}", plan.dataset, mend)
    text = raw.decode("utf-8", "replace")
    seeming = _likely_delimiter(text)
    if seeming is None or seeming == plan.delimiter or not _is_one_field(plan, text, names, reason):
        return
    declared, found = json.dumps(plan.delimiter), json.dumps(seeming)
    what = f"The header is one field by the delimiter {declared}"
    mend = f"it seems to be written with {found}: land it with the contract's, or declare csv({{ delimiter: {found} }})"
    raise SluiceError("file.wrong_delimiter", what, plan.dataset, mend)


def _is_one_field(plan: Plan, text: str, names: list[str] | None, reason: str | None) -> bool:
    """Quoted names under another delimiter than the plan's look like one field with text behind its quote."""
    if names is None:
        return reason == "malformed_quote" and plan.delimiter not in text
    return len(names) == 1 and all(column.header not in names for column in plan.columns)


def _binary_kind(raw: bytes) -> str | None:
    for beginning, kind in _BEGINNINGS:
        if raw.startswith(beginning):
            return kind
    return "a binary file: it has zero bytes" if b"\0" in raw[:LOOKED] else None


def _likely_delimiter(header: str) -> str | None:
    """The usual delimiter that occurs most outside double quotes."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", header)
    most = max(_USUAL, key=bare.count)
    return most if bare.count(most) > 0 else None
