"""How every job ends: with a last line of the log, or with an error that whoever reads it can act on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from sluice_spark.errors import SluiceError, error_of
from sluice_spark.log import Log


def run_to_end(log: Log, done: str, work: Callable[[], dict[str, Any]]) -> None:
    """Does the work, and tells what it gives, and its seconds, in the last line of the log.

    Raises SluiceError, whose text is what Glue shows as the run's error.
    """
    began = time.monotonic()
    try:
        facts = work()
    except Exception as cause:
        error = error_of(cause)
        log.error(str(error), code=error.code, seconds=round(time.monotonic() - began, 1))
        _show_plainly()
        raise error from cause
    log.info(done, **facts, seconds=round(time.monotonic() - began, 1))


def _show_plainly() -> None:
    """The last line of a failed process is `SluiceError: code: what`, without the module's name."""
    shown = sys.excepthook

    def show(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        shown(kind, error, trace)
        if isinstance(error, SluiceError):
            print(f"SluiceError: {error}", file=sys.stderr)

    sys.excepthook = show
