"""Cuts bytes into records, as `core/convert/frame/Framer.ts` defines them.

Whole windows are judged at once with NumPy where each quote of theirs stands where RFC 4180 has it; in others the
records are read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sluice_spark.dialect import Dialect
from sluice_spark.frame_slowly import Record, frame_line, frame_slowly

LF = 0x0A
CR = 0x0D

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Window:
    """The records that bytes hold. Lines without text are none."""

    starts: Positions
    stops: Positions
    widths: Positions
    """How many fields each has; where `errors` names the record, anything."""
    errors: dict[int, str]
    """What is wrong with a record's quotes, by its place in the window."""
    rewrites: Flags
    """Records that parsers may read differently: see `FramedRecord.rewrite` of the definition."""
    consumed: int
    """Bytes up to the end of the last complete record, its line end included."""


def frame(data: bytes, dialect: Dialect, final: bool) -> Window:
    """The complete records at the start of `data`; with `final`, where the file ends behind it, all of them."""
    codes = np.frombuffer(data, np.uint8)
    lines = np.flatnonzero(codes == LF)
    quotes = _places(data, codes, dialect.quote)
    if dialect.splittable:
        return _frame_lines(data, codes, lines, quotes, dialect, final)
    if quotes.size and not _is_sound(data, codes, quotes, dialect):
        return _window_of(frame_slowly(data, dialect, final))
    ends = lines[(np.searchsorted(quotes, lines) & 1) == 0] if quotes.size else lines
    is_open = bool(quotes.size & 1)
    window = _cut(data, codes, ends, quotes, None, dialect, final)
    if final and is_open and window.starts.size:
        last = window.starts.size - 1
        window.stops[last] = len(data)
        window.errors[last] = "unclosed_quote"
    return window


def count_records(data: bytes, dialect: Dialect, final: bool) -> tuple[int, int]:
    """How many records `frame` would find, and the bytes that it would consume."""
    codes = np.frombuffer(data, np.uint8)
    lines = np.flatnonzero(codes == LF)
    if not dialect.splittable:
        quotes = _places(data, codes, dialect.quote)
        if quotes.size:
            if not _is_sound(data, codes, quotes, dialect):
                window = _window_of(frame_slowly(data, dialect, final))
                return window.starts.size, window.consumed
            lines = lines[(np.searchsorted(quotes, lines) & 1) == 0]
    starts, stops, consumed = _bounds(data, codes, lines, final)
    return int(np.count_nonzero(_are_records(codes, starts, stops, dialect))), consumed


def _frame_lines(
    data: bytes, codes: Codes, lines: Positions, quotes: Positions, dialect: Dialect, final: bool
) -> Window:
    """Each line is a record: quotes are counted anew in each."""
    if not quotes.size:
        return _cut(data, codes, lines, quotes, None, dialect, final)
    line_starts = np.concatenate(([0], lines + 1))
    before = np.searchsorted(quotes, line_starts)
    line_of = np.searchsorted(lines, quotes)
    sound = _sound(codes, quotes, np.arange(quotes.size) - before[line_of], dialect)
    per_line = np.diff(np.append(before, quotes.size))
    is_bad = (per_line & 1) == 1
    is_bad[line_of[~sound]] = True
    window = _cut(data, codes, lines, quotes, before, dialect, final)
    for index in np.flatnonzero(is_bad[np.searchsorted(lines, window.starts)]).tolist():
        line = data[int(window.starts[index]) : int(window.stops[index])]
        error = frame_line(line, dialect)
        if error is not None:
            window.errors[index] = error
    return window


def _cut(
    data: bytes,
    codes: Codes,
    ends: Positions,
    quotes: Positions,
    quotes_before: Positions | None,
    dialect: Dialect,
    final: bool,
) -> Window:
    """The records between line ends, with their widths; delimiters inside quotes do not count."""
    starts, stops, consumed = _bounds(data, codes, ends, final)
    delimiters = np.flatnonzero(codes == dialect.delimiter)
    if quotes.size:
        passed = np.searchsorted(quotes, delimiters)
        if dialect.splittable and quotes_before is not None:
            passed = passed - quotes_before[np.searchsorted(ends, delimiters)]
        delimiters = delimiters[(passed & 1) == 0]
    widths = np.searchsorted(delimiters, stops) - np.searchsorted(delimiters, starts) + 1
    returns = _places(data, codes, CR)
    rewrites = np.searchsorted(returns, stops) > np.searchsorted(returns, starts)
    kept = _are_records(codes, starts, stops, dialect)
    if not bool(kept.all()):
        starts, stops, widths, rewrites = starts[kept], stops[kept], widths[kept], rewrites[kept]
    return Window(starts, stops, widths, {}, rewrites, consumed)


def _are_records(codes: Codes, starts: Positions, stops: Positions, dialect: Dialect) -> Flags:
    """Which lines are records: those with text, but for comments."""
    kept: Flags = stops > starts
    if dialect.comment is not None and starts.size:
        kept &= codes[np.minimum(starts, codes.size - 1)] != dialect.comment
    return kept


def _bounds(data: bytes, codes: Codes, ends: Positions, final: bool) -> tuple[Positions, Positions, int]:
    """Start and stop of each line, one CR before its end left out; and how many bytes they are."""
    consumed = int(ends[-1]) + 1 if ends.size else 0
    if final and consumed < len(data):
        ends = np.append(ends, len(data))
        consumed = len(data)
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1)) if ends.size else ends
    stops = ends.copy()
    if ends.size and CR in data:
        stops[(ends > starts) & (codes[np.maximum(ends - 1, 0)] == CR)] -= 1
    return starts, stops, consumed


def _is_sound(data: bytes, codes: Codes, quotes: Positions, dialect: Dialect) -> bool:
    """Whether every quote stands where RFC 4180 has it, and nothing else gives quotes another meaning."""
    if dialect.escape != dialect.quote and dialect.escape in data:
        return False
    if dialect.comment is not None and (data[0] == dialect.comment or bytes((LF, dialect.comment)) in data):
        return False
    return bool(_sound(codes, quotes, np.arange(quotes.size), dialect).all())


def _sound(data: Codes, quotes: Positions, ranks: Positions, dialect: Dialect) -> Flags:
    """Whether each quote stands where RFC 4180 has it, given that those before it do.

    A quote of even rank opens: it begins a field, or is the second of a doubled one. One of odd rank closes: it ends a
    field, or is the first of a doubled one; where another character escapes quotes, none is doubled. What stands behind
    the last byte is not known, and taken for sound.
    """
    quote = int(data[quotes[0]])
    before = data[np.maximum(quotes - 1, 0)]
    opens = (quotes == 0) | (before == dialect.delimiter) | (before == LF)
    last = data.size - 1
    behind = data[np.minimum(quotes + 1, last)]
    is_return = (behind == CR) & ((quotes + 2 > last) | (data[np.minimum(quotes + 2, last)] == LF))
    closes = (quotes == last) | (behind == dialect.delimiter) | (behind == LF) | is_return
    if dialect.escape == dialect.quote:
        opens |= before == quote
        closes |= behind == quote
    return np.where((ranks & 1) == 0, opens, closes)


def _places(data: bytes, codes: Codes, code: int) -> Positions:
    """Where a byte is; most windows have none of those that are asked for."""
    return np.flatnonzero(codes == code) if code in data else np.zeros(0, np.int64)


def _window_of(found: tuple[list[Record], int]) -> Window:
    records, consumed = found
    return Window(
        np.array([record.start for record in records], np.int64),
        np.array([record.stop for record in records], np.int64),
        np.array([record.width for record in records], np.int64),
        {index: record.error for index, record in enumerate(records) if record.error is not None},
        np.array([record.rewrite for record in records], np.bool_),
        consumed,
    )
