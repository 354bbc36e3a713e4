"""Divides the source into ranges that tasks read in parallel, and reads one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sluice_spark.dialect import Dialect
from sluice_spark.errors import SluiceError
from sluice_spark.frame import LF, Window, count_records, frame
from sluice_spark.source import Source

T = TypeVar("T")


@dataclass(frozen=True)
class Range:
    """Bytes that are whole records; in a splittable file, the lines that begin in these bytes."""

    start: int
    stop: int
    first: int
    """The number of its first record; 0 while that is not known."""
    is_aligned: bool
    """Whether it begins where a record does."""


def scan(source: Source, start: int, dialect: Dialect, range_bytes: int) -> tuple[list[Range], int]:
    """Ranges of about so many bytes, cut where records end, and the number of records: all is read once, in order."""
    found: list[Range] = []
    at, opened, first, read = start, start, 1, 0
    chunks = source.read(start, source.size)
    for _, (count, consumed) in _windows(
        chunks, source.chunk, lambda data, final: count_records(data, dialect, final), dialect
    ):
        at += consumed
        read += count
        if at - opened >= range_bytes:
            found.append(Range(opened, at, first, is_aligned=True))
            opened, first = at, read + 1
    if at > opened:
        found.append(Range(opened, at, first, is_aligned=True))
    return found, read


def divide(source: Source, start: int, range_bytes: int) -> list[Range]:
    """Ranges of a splittable file, without reading it."""
    starts = range(start, source.size, range_bytes)
    return [Range(at, min(at + range_bytes, source.size), 0, is_aligned=at == start) for at in starts]


def windows(source: Source, each: Range, dialect: Dialect) -> Iterator[tuple[bytes, Window, int]]:
    """The records of a range, window by window, with the number of records before each window."""
    passed = 0

    def framed(data: bytes, final: bool) -> tuple[Window, int]:
        window = frame(data, dialect, final)
        return window, window.consumed

    for data, (window, _) in _windows(_chunks(source, each, dialect), source.chunk, framed, dialect):
        require_short(int(np.max(window.stops - window.starts, initial=0)), dialect)
        yield data, window, passed
        passed += window.starts.size


def count_range(source: Source, each: Range, dialect: Dialect) -> int:
    """How many records a range has."""
    counting = _windows(
        _chunks(source, each, dialect), source.chunk, lambda data, final: count_records(data, dialect, final), dialect
    )
    return sum(count for _, (count, _) in counting)


def require_short(length: int, dialect: Dialect) -> None:
    """Raises SluiceError `file.long_record` for more bytes than a record may have."""
    if length > dialect.longest:
        what = f"A record is longer than {dialect.longest} bytes"
        raise SluiceError("file.long_record", what, mend="close its quotes, or declare csv({ maxRecordBytes })")


def require_open_short(rest: bytes, dialect: Dialect) -> None:
    """The same of a record whose end, of two bytes at most, is not known yet. A comment may be of any length."""
    if dialect.comment is None or not rest.startswith(bytes((dialect.comment,))):
        require_short(len(rest) - len(b"\r\n"), dialect)


def _windows(
    chunks: Iterator[bytes], enough: int, measure: Callable[[bytes, bool], tuple[T, int]], dialect: Dialect
) -> Iterator[tuple[bytes, tuple[T, int]]]:
    """Bytes that begin with a record, and what `measure` says of them; what it leaves is given again, with more."""
    rest = b""
    wanted = enough
    for chunk in chunks:
        rest += chunk
        if len(rest) < wanted:
            continue
        measured = measure(rest, False)
        if measured[1] == 0:
            require_open_short(rest, dialect)
            wanted = 2 * len(rest)
            continue
        yield rest, measured
        rest = rest[measured[1] :]
        wanted = enough
    if rest:
        yield rest, measure(rest, True)


def _chunks(source: Source, each: Range, dialect: Dialect) -> Iterator[bytes]:
    return _lines_of(source, each) if dialect.splittable else source.read(each.start, each.stop)


def _lines_of(source: Source, each: Range) -> Iterator[bytes]:
    """The lines that begin in a range; the last may end behind it. What is before the first newline is another's."""
    last = each.stop - 1
    is_inside = each.is_aligned
    at = each.start if each.is_aligned else each.start - 1
    for chunk in _read_on(source, at, each.stop):
        piece_at, at = at, at + len(chunk)
        begin = 0
        if not is_inside:
            begin = chunk.find(LF, 0, max(0, last - piece_at)) + 1
            if begin == 0 and at >= last:
                return
            is_inside = begin > 0
        end = chunk.find(LF, max(begin, last - piece_at)) + 1 if at > last else 0
        if is_inside:
            yield chunk[begin : end or None]
        if end:
            return


def _read_on(source: Source, start: int, stop: int) -> Iterator[bytes]:
    """The bytes up to `stop`, and then on in small pieces."""
    yield from source.read(start, stop)
    piece = max(1, source.chunk // 16)
    for at in range(stop, source.size, piece):
        yield from source.read(at, min(at + piece, source.size))
