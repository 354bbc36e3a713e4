"""The fields of one record, as `core/convert/frame/fields.ts` reads them."""

from __future__ import annotations

import re
from functools import cache

from sluice_spark.dialect import Dialect


def fields_of(record: bytes, dialect: Dialect) -> list[str]:
    """The fields of a record that has no error: quotes undone, and CRLF inside them made LF."""
    text = record.decode()
    delimiter, quote, escape = chr(dialect.delimiter), chr(dialect.quote), chr(dialect.escape)
    if quote not in text:
        return text.split(delimiter)
    quoted, escaped = _patterns(quote, escape)
    found: list[str] = []
    at = 0
    while at <= len(text):
        match = quoted.match(text, at)
        if match is None:
            next_delimiter = text.find(delimiter, at)
            end = len(text) if next_delimiter == -1 else next_delimiter
            found.append(text[at:end])
        else:
            end = match.end()
            found.append(escaped.sub(r"\1", match.group(1)).replace("\r\n", "\n"))
        at = end + 1
    return found


@cache
def _patterns(quote: str, escape: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A quoted field, and what stands for a quote, or an escape, in one."""
    one, other = re.escape(quote), re.escape(escape)
    if quote == escape:
        return re.compile(f"{one}((?:[^{one}]|{one}{one})*+){one}"), re.compile(f"{one}({one})")
    escaped = f"{other}([{one}{other}])"
    return re.compile(f"{one}((?:[^{one}{other}]|{other}[{one}{other}]|{other})*+){one}"), re.compile(escaped)
