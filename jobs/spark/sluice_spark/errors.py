"""The one error class of the job."""

from __future__ import annotations

import re

_shown = re.compile(r"SluiceError: ([a-z_]+\.[a-z_0-9]+): (.*)")


class SluiceError(Exception):
    """A stable code, a sentence that names the offending value, where it was, and how to mend it."""

    def __init__(self, code: str, what: str, where: str | None = None, mend: str | None = None) -> None:
        place = "" if where is None else f"{where}: "
        advice = "" if mend is None else f"; {mend}"
        super().__init__(f"{code}: {place}{what}{advice}.")
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        return (_restored, (self.code, str(self)))


def _restored(code: str, message: str) -> SluiceError:
    error = SluiceError(code, "")
    error.args = (message,)
    return error


def error_of(cause: BaseException) -> SluiceError:
    """The error to end with: itself, a task's, or `convert.spark_failed` with what the cause says."""
    if isinstance(cause, SluiceError):
        return cause
    found = _shown.search(str(cause))
    if found:
        return _restored(found.group(1), f"{found.group(1)}: {found.group(2).strip()}")
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    causes = [line for line in lines if line.startswith("Caused by:") or re.match(r"[A-Za-z]*Error: ", line)]
    text = (causes or lines or [""])[-1 if causes else 0]
    return SluiceError("convert.spark_failed", f"{type(cause).__name__}: {text[:500]}", mend="read the job's log")
