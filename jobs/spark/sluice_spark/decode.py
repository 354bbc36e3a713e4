"""Bytes of an encoding become UTF-8, as `core/convert/decode/Decoder.ts` defines it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator


def decoded(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The same text in UTF-8; what is no character becomes U+FFFD. UTF-8 goes through as it is."""
    if encoding == "utf-8":
        yield from chunks
    elif encoding == "windows-1252":
        for chunk in chunks:
            yield chunk.decode("cp1252", errors=_C1).encode()
    else:
        yield from _of_utf16(chunks)


def _of_utf16(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The byte order mark is dropped; without one the lower byte comes first."""
    start = b""
    for chunk in chunks:
        start += chunk
        if len(start) >= len(codecs.BOM_UTF16):
            break
    order = "utf-16-be" if start.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    decoder = codecs.getincrementaldecoder(order)("replace")
    yield decoder.decode(start).removeprefix("\ufeff").encode()
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _control(error: UnicodeError) -> tuple[str, int]:
    """Five bytes of windows-1252 that Python has no character for are control characters, as the web has them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return chr(error.object[error.start]), error.start + 1


_C1 = "sluice_c1"
codecs.register_error(_C1, _control)
