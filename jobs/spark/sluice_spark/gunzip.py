"""Expands gzip files, as `jobs/staging/gunzipped.ts` does."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sluice_spark.errors import SluiceError

ALWAYS = 64 << 20
"""Bytes that any file may expand to."""

MOST_EXPANSION = 100
"""How many times its size a file may expand to."""

PIECE = 1 << 20
"""Bytes that are expanded at once."""

GZIP = 16 + zlib.MAX_WBITS


def gunzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What one gzip file, or several behind each other, expand to.

    Raises SluiceError `file.not_gzip`, `file.corrupt_gzip`, `file.truncated_gzip` and `file.gzip_bomb`.
    """
    taken = given = 0
    expanding = zlib.decompressobj(GZIP)
    is_inside = False
    for chunk in chunks:
        taken += len(chunk)
        rest = chunk
        while rest:
            if expanding.eof:
                rest = rest.lstrip(b"\0")
                if not rest:
                    break
                expanding = zlib.decompressobj(GZIP)
            is_inside = True
            try:
                piece = expanding.decompress(rest, PIECE)
            except zlib.error as cause:
                raise _damaged(given, str(cause)) from cause
            given += len(piece)
            if given > ALWAYS and given > MOST_EXPANSION * taken:
                raise _bomb(taken, given)
            if piece:
                yield piece
            rest = expanding.unused_data if expanding.eof else expanding.unconsumed_tail
    if is_inside and not expanding.eof:
        what = f"The gzip file ends too early, behind {given} bytes"
        raise SluiceError("file.truncated_gzip", what, mend="land the whole file")


def _damaged(given: int, told: str) -> SluiceError:
    if given == 0 and "incorrect header check" in told:
        what = "The file is no gzip file, as which its contract declares it"
        return SluiceError("file.not_gzip", what, mend='compress it, or declare csv({ compression: "none" })')
    what = f"The gzip file is damaged, behind {given} bytes"
    return SluiceError("file.corrupt_gzip", what, mend="compress it anew and land it again")


def _bomb(taken: int, given: int) -> SluiceError:
    what = f"{taken} bytes of gzip expand to more than {given}"
    return SluiceError("file.gzip_bomb", what, mend="land it as several files, or not compressed")
