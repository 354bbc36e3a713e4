"""Reads a file's beginning: byte order mark and header."""

from __future__ import annotations

from dataclasses import dataclass

from sluice_spark.fields import fields_of
from sluice_spark.frame import LF, Dialect, Window, frame
from sluice_spark.header import malformed_header, no_header, read_header
from sluice_spark.plan import Plan
from sluice_spark.source import CHUNK, Source
from sluice_spark.split import BYTE_ORDER_MARK


@dataclass(frozen=True)
class Opened:
    """What the header says."""

    layout: tuple[int | None, ...]
    """For each column of the plan the index of its field; None where the file lacks the column."""
    width: int
    """Fields of a record."""
    start: int
    """Offset of what is behind the header."""


def open_file(plan: Plan, source: Source) -> Opened:
    """Finds the plan's columns in the header.

    Raises SluiceError with a `file.*` code where the header does not fit.
    """
    dialect = dialect_of(plan)
    data = b""
    for chunk in source.read(0, source.size):
        data += chunk
        if len(data) >= CHUNK and data.find(LF) != -1:
            break
    while True:
        is_all = len(data) == source.size
        mark = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
        window = frame(data[mark:], dialect, is_all)
        if window.starts.size:
            return _opened(plan, data[mark:], window, mark)
        if is_all:
            raise no_header(plan)
        more = min(source.size, 2 * len(data))
        data += b"".join(source.read(len(data), more))


def dialect_of(plan: Plan) -> Dialect:
    return Dialect(ord(plan.delimiter), ord(plan.quote), plan.splittable)


def _opened(plan: Plan, data: bytes, window: Window, mark: int) -> Opened:
    raw = data[window.starts[0] : window.stops[0]]
    reason = window.errors.get(0)
    if reason is None:
        try:
            names = fields_of(raw, plan.delimiter, plan.quote)
        except UnicodeDecodeError:
            reason = "invalid_utf8"
    if reason is not None:
        raise malformed_header(plan, reason)
    line = data.find(LF, int(window.stops[0]))
    start = len(data) if line == -1 else line + 1
    return Opened(tuple(read_header(plan, names)), len(names), mark + start)
