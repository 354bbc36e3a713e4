"""How a file is written."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """ASCII codes, whether a newline always ends a record, and how long one may be."""

    delimiter: int
    quote: int
    escape: int
    """The quote itself where quotes are doubled."""
    comment: int | None
    splittable: bool
    longest: int = sys.maxsize
    """Bytes that a record may have."""
