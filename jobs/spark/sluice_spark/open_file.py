"""Reads a file's beginning: byte order mark and header."""

from __future__ import annotations

from dataclasses import dataclass

from sluice_spark.dialect import Dialect
from sluice_spark.fields import fields_of
from sluice_spark.foreign import refuse_foreign
from sluice_spark.frame import LF, Window, frame
from sluice_spark.header import Shape, malformed_header, no_header, present_names, read_header
from sluice_spark.plan import Plan
from sluice_spark.ranges import require_open_short, require_short
from sluice_spark.source import CHUNK, Source
from sluice_spark.split import BYTE_ORDER_MARK


@dataclass(frozen=True)
class Opened:
    """What the header says."""

    shape: Shape
    width: int
    """Fields of a record."""
    start: int
    """Offset of what is behind the header."""


def open_file(plan: Plan, source: Source) -> Opened:
    """Finds the plan's columns in the header.

    Raises SluiceError with a `file.*` code where the header does not fit.
    """
    dialect = dialect_of(plan)
    begin = _behind_lines(source, plan.skip)
    if not plan.header:
        width = len(plan.columns)
        shape = Shape(plan, tuple(range(width)), ())
        return Opened(shape, width, begin or _mark_of(plan, source))
    data = b""
    for chunk in source.read(begin, source.size):
        data += chunk
        if len(data) >= CHUNK and data.find(LF) != -1:
            break
    while True:
        is_all = begin + len(data) == source.size
        mark = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
        window = frame(data[mark:], dialect, is_all)
        if window.starts.size:
            return _opened(plan, data[mark:], window, begin + mark)
        if is_all:
            raise no_header(plan)
        require_open_short(data[mark + window.consumed :], dialect)
        more = min(source.size, begin + 2 * len(data))
        data += b"".join(source.read(begin + len(data), more))


def _mark_of(plan: Plan, source: Source) -> int:
    """How long the byte order mark is. That of another encoding is dropped as it is decoded: one behind it is text."""
    beginning = b"".join(source.read(0, min(len(BYTE_ORDER_MARK), source.size)))
    return len(BYTE_ORDER_MARK) if plan.encoding == "utf-8" and beginning == BYTE_ORDER_MARK else 0


def _behind_lines(source: Source, lines: int) -> int:
    """The offset behind so many lines, or the end of a file that has fewer."""
    at = 0
    if lines == 0:
        return at
    for chunk in source.read(0, source.size):
        place = -1
        while lines > 0:
            place = chunk.find(LF, place + 1)
            if place == -1:
                break
            lines -= 1
        if lines == 0:
            return at + place + 1
        at += len(chunk)
    return at


def dialect_of(plan: Plan) -> Dialect:
    comment = None if plan.comment is None else ord(plan.comment)
    return Dialect(ord(plan.delimiter), ord(plan.quote), ord(plan.escape), comment, plan.splittable, plan.longest)


def _opened(plan: Plan, data: bytes, window: Window, begin: int) -> Opened:
    raw = data[window.starts[0] : window.stops[0]]
    require_short(len(raw), dialect_of(plan))
    reason = window.errors.get(0)
    names = None
    if reason is None:
        try:
            names = present_names(plan, fields_of(raw, dialect_of(plan)))
        except UnicodeDecodeError:
            reason = "invalid_utf8"
    refuse_foreign(plan, raw, names, reason)
    if names is None:
        raise malformed_header(plan, str(reason))
    line = data.find(LF, int(window.stops[0]))
    start = len(data) if line == -1 else line + 1
    return Opened(read_header(plan, names), len(names), begin + start)
