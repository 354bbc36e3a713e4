"""Reads records one by one, byte for byte as `core/convert/frame/Framer.ts` does, quotes wherever they stand."""

from __future__ import annotations

from typing import NamedTuple

from sluice_spark.dialect import Dialect

LF = 0x0A
CR = 0x0D


class Record(NamedTuple):
    start: int
    stop: int
    width: int
    error: str | None
    rewrite: bool


def frame_slowly(data: bytes, dialect: Dialect, final: bool) -> tuple[list[Record], int]:
    """The complete records at the start of `data`, and the bytes that they are; with `final` all records."""
    records: list[Record] = []
    at = 0
    while at < len(data):
        found = _next_record(data, at, dialect, final)
        if found is None:
            break
        record, at = found
        if record.stop > record.start:
            records.append(record)
    return records, min(at, len(data))


def frame_line(line: bytes, dialect: Dialect) -> str | None:
    """What is wrong with the quotes of a line of a splittable file, its line end left out; None where nothing is."""
    delimiter, mark = dialect.delimiter, bytes((dialect.quote,))
    at = 0
    while True:
        if line.startswith(mark, at):
            closed = _closing_quote(line, dialect, at + 1)
            if closed is None:
                return "unclosed_quote"
            at = closed + 1
            if at == len(line):
                return None
            if line[at] != delimiter:
                return "malformed_quote"
        else:
            end = line.find(delimiter, at)
            if line.find(mark, at, len(line) if end == -1 else end) != -1:
                return "malformed_quote"
            if end == -1:
                return None
            at = end
        at += 1


def _next_record(data: bytes, start: int, dialect: Dialect, final: bool) -> tuple[Record, int] | None:
    """The record at `start` and where the next one begins; None where it is not complete. A comment is an empty one."""
    delimiter, mark = dialect.delimiter, bytes((dialect.quote,))
    line = data.find(LF, start)
    simple_end = line if line != -1 else len(data)
    if data[start] == dialect.comment:
        return None if line == -1 and not final else (Record(start, start, 1, None, False), simple_end + 1)
    if data.find(mark, start, simple_end) == -1:
        if line == -1 and not final:
            return None
        stop = _without_return(data, start, simple_end)
        width = data.count(delimiter, start, stop) + 1
        return Record(start, stop, width, None, data.find(CR, start, stop) != -1), simple_end + 1
    return _quoted_record(data, start, dialect, final)


def _quoted_record(data: bytes, start: int, dialect: Dialect, final: bool) -> tuple[Record, int] | None:
    delimiter, mark = dialect.delimiter, bytes((dialect.quote,))
    has_escape = dialect.escape != dialect.quote
    error: str | None = None
    rewrite = False
    width = 1
    at = start
    while True:
        text = at
        is_unquoted = True
        if data.startswith(mark, at):
            closed = _closing_quote(data, dialect, at + 1)
            if not final and (closed is None or closed + 1 == len(data)):
                return None
            if closed is None:
                return Record(start, len(data), width, error or "unclosed_quote", rewrite), len(data)
            rewrite = rewrite or data.find(b"\r\n", at, closed) != -1
            rewrite = rewrite or (has_escape and data.find(dialect.escape, at + 1, closed) != -1)
            text = closed + 1
            is_unquoted = False
        delimited, line = data.find(delimiter, text), data.find(LF, text)
        ends_record = delimited == -1 or (line != -1 and line < delimited)
        end = (line if line != -1 else len(data)) if ends_record else delimited
        if ends_record and line == -1 and not final:
            return None
        stop = _without_return(data, text, end) if ends_record else end
        if is_unquoted:
            error = error or _stray_quote(data, mark, text, stop)
            rewrite = rewrite or data.find(mark, text, stop) != -1 or data.find(CR, text, stop) != -1
        elif stop > text:
            error = error or "malformed_quote"
        if ends_record:
            return Record(start, stop, width, error, rewrite), end + 1
        width += 1
        at = end + 1


def _closing_quote(data: bytes, dialect: Dialect, start: int) -> int | None:
    """Where the quote is that closes the field whose text begins at `start`."""
    mark = bytes((dialect.quote,))
    at = data.find(mark, start)
    if dialect.escape == dialect.quote:
        while at != -1 and data.startswith(mark, at + 1):
            at = data.find(mark, at + 2)
        return None if at == -1 else at
    escape = data.find(dialect.escape, start)
    while escape != -1 and at != -1 and escape < at:
        step = 2 if data[escape + 1] in (dialect.quote, dialect.escape) else 1
        at = data.find(mark, escape + step) if at < escape + step else at
        escape = data.find(dialect.escape, escape + step)
    return None if at == -1 else at


def _stray_quote(data: bytes, mark: bytes, start: int, stop: int) -> str | None:
    """A quote inside an unquoted field is text; with nothing but blanks before it, it is malformed."""
    at = data.find(mark, start, stop)
    return "malformed_quote" if at != -1 and not data[start:at].strip(b" \t") else None


def _without_return(data: bytes, start: int, end: int) -> int:
    return end - 1 if end > start and data[end - 1] == CR else end
