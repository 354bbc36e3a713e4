"""The fields of one record, as `core/convert/frame/fields.ts` reads them."""

from __future__ import annotations


def fields_of(record: bytes, delimiter: str, quote: str) -> list[str]:
    """The fields of a record that has no error: quotes undone, and CRLF inside them made LF."""
    text = record.decode()
    if quote not in text:
        return text.split(delimiter)
    found: list[str] = []
    at = 0
    while at <= len(text):
        if text.startswith(quote, at):
            end = _closing_quote(text, quote, at + 1) + 1
            found.append(text[at + 1 : end - 1].replace(quote + quote, quote).replace("\r\n", "\n"))
        else:
            next_delimiter = text.find(delimiter, at)
            end = len(text) if next_delimiter == -1 else next_delimiter
            found.append(text[at:end])
        at = end + 1
    return found


def _closing_quote(text: str, quote: str, start: int) -> int:
    at = text.find(quote, start)
    while text.startswith(quote, at + 1):
        at = text.find(quote, at + 2)
    return at
