"""Makes columns of text out of records: what Spark types."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.csv

from sluice_spark.dialect import Dialect
from sluice_spark.fields import fields_of
from sluice_spark.frame import Flags, Positions, Window

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def batches(
    data: bytes, window: Window, dialect: Dialect, width: int, first: int, wanted: Flags | None, with_raw: bool
) -> Iterator[pa.RecordBatch]:
    """The records of a window by `text_schema`, in no order; `first` is the number of its first one.

    Structurally bad records have a reason and empty fields. With `wanted`, other records than those are left out.
    """
    count = window.starts.size
    reasons = _reasons(data, window, width)
    good = np.ones(count, np.bool_)
    good[list(reasons)] = False
    chosen = np.ones(count, np.bool_) if wanted is None else wanted
    plain = np.flatnonzero(good & chosen & ~window.rewrites)
    if plain.size:
        whole = plain.size == count and window.consumed == len(data) and not _has_blank_lines(window, data)
        text = data if whole else b"\n".join(_raws(data, window, plain.tolist()))
        yield _batch(_parse(text, dialect, width), data, window, plain, first, [], with_raw)
    rewritten = np.flatnonzero(good & chosen & window.rewrites)
    if rewritten.size:
        rows = [fields_of(raw, dialect) for raw in _raws(data, window, rewritten.tolist())]
        columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        yield _batch(columns, data, window, rewritten, first, [], with_raw)
    bad = np.flatnonzero(~good & chosen)
    if bad.size:
        empty = pa.array([""] * bad.size, pa.string())
        found = [reasons[index] for index in bad.tolist()]
        yield _batch([empty] * width, data, window, bad, first, found, with_raw)


def text_schema(width: int, with_raw: bool) -> pa.Schema:
    """Number, what is structurally wrong (or null), the fields `f0`, `f1`, ..., and the text where it is asked for."""
    fields = [("_record", pa.int64()), ("_reason", pa.string())]
    fields += [(f"f{index}", pa.string()) for index in range(width)]
    return pa.schema(fields + ([("_raw", pa.string())] if with_raw else []))


def _batch(
    columns: list[pa.Array],
    data: bytes,
    window: Window,
    records: Positions,
    first: int,
    reasons: list[str],
    with_raw: bool,
) -> pa.RecordBatch:
    known = pa.array(reasons, pa.string()) if reasons else pa.nulls(records.size, pa.string())
    arrays = [pa.array(records + first, pa.int64()), known, *columns]
    if with_raw:
        raws = [raw.decode(errors="replace") for raw in _raws(data, window, records.tolist())]
        arrays.append(pa.array(raws, pa.string()))
    return pa.RecordBatch.from_arrays(arrays, schema=text_schema(len(columns), with_raw))


def _reasons(data: bytes, window: Window, width: int) -> dict[int, str]:
    """What is wrong with records as a whole: their quotes before their width before their encoding."""
    reasons: dict[int, str] = {}
    if not _is_utf8(data):
        for index, raw in enumerate(_raws(data, window, range(window.starts.size))):
            if not _is_utf8(raw):
                reasons[index] = "invalid_utf8"
    for index in np.flatnonzero(window.widths != width).tolist():
        reasons[index] = "short_row" if window.widths[index] < width else "long_row"
    reasons.update(window.errors)
    return reasons


def _raws(data: bytes, window: Window, indices: list[int] | range) -> Iterator[bytes]:
    starts, stops = window.starts, window.stops
    return (data[starts[index] : stops[index]] for index in indices)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _has_blank_lines(window: Window, data: bytes) -> bool:
    """Whether more than line ends lies between the records: a parser of CSV may take a blank line for a record."""
    behind = np.append(window.starts[1:], len(data)) - window.stops
    return bool(window.starts[0] > 0 or (behind > 2).any() or ((behind == 2) & _is_newline(data, window.stops)).any())


def _is_newline(data: bytes, places: Positions) -> Flags:
    codes = np.frombuffer(data, np.uint8)
    found: Flags = codes[np.minimum(places, codes.size - 1)] == 0x0A
    return found


def _parse(text: bytes, dialect: Dialect, width: int) -> list[pa.Array]:
    """The fields of records that have one meaning, column by column; every field is a text, none null.

    Arrow drops a byte order mark, which is text here.
    """
    if text.startswith(BYTE_ORDER_MARK):
        text = BYTE_ORDER_MARK + text
    has_quotes = dialect.quote in text
    names = [str(index) for index in range(width)]
    table = pa.csv.read_csv(
        pa.BufferReader(text),
        pa.csv.ReadOptions(column_names=names, use_threads=False, block_size=len(text) + 1),
        pa.csv.ParseOptions(
            delimiter=chr(dialect.delimiter),
            quote_char=chr(dialect.quote) if has_quotes else False,
            double_quote=True,
            newlines_in_values=has_quotes,
            ignore_empty_lines=False,
        ),
        pa.csv.ConvertOptions(
            column_types={name: pa.string() for name in names},
            null_values=[],
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
    return [table.column(name).combine_chunks() for name in names]
