"""Finds the contract's columns in a file's header, as `core/convert/readHeader.ts` does."""

from __future__ import annotations

import json

from sluice_spark.errors import SluiceError
from sluice_spark.plan import Plan


def read_header(plan: Plan, names: list[str]) -> list[int | None]:
    """For each column of the plan the index of its field, or None where the file lacks the column.

    Raises SluiceError `file.duplicate_header`, `file.unknown_column` or `file.missing_column`.
    """
    _refuse_duplicates(plan, names)
    _refuse_unknown(plan, names)
    _refuse_missing(plan, names)
    places = {name: index for index, name in enumerate(names)}
    return [places.get(column.header) for column in plan.columns]


def no_header(plan: Plan) -> SluiceError:
    mend = f"begin the file with the header {_quoted([column.header for column in plan.columns])}"
    return SluiceError("file.no_header", "The file has no records, not even a header", plan.dataset, mend)


def malformed_header(plan: Plan, reason: str) -> SluiceError:
    what = f"The header is unreadable ({reason})"
    return SluiceError("file.malformed_header", what, plan.dataset, "write it as RFC 4180 has it, in UTF-8")


def _refuse_duplicates(plan: Plan, names: list[str]) -> None:
    repeated = [name for index, name in enumerate(names) if names.index(name) != index]
    if repeated:
        what = f"The header names {_quoted(repeated)} more than once"
        mend = "give each column of the file a name of its own"
        raise SluiceError("file.duplicate_header", what, plan.dataset, mend)


def _refuse_unknown(plan: Plan, names: list[str]) -> None:
    known = list(dict.fromkeys(column.header for column in plan.columns))
    unknown = [name for name in names if name not in known]
    if unknown:
        what = f"The header names {_quoted(unknown)}, not in the contract"
        mend = f"drop the column from the file or declare it; the contract's headers are {_quoted(known)}"
        raise SluiceError("file.unknown_column", what, plan.dataset, mend)


def _refuse_missing(plan: Plan, names: list[str]) -> None:
    missing = [column.header for column in plan.columns if column.missing is None and column.header not in names]
    if missing:
        what = f"The header lacks {_quoted(missing)}"
        mend = (
            "add the column to the file or give it a .default() in the contract; "
            f"the file's headers are {_quoted(names)}"
        )
        raise SluiceError("file.missing_column", what, plan.dataset, mend)


def _quoted(names: list[str]) -> str:
    """At most twenty of the names, each cut at 80 characters."""
    cut = [name if len(name) <= 80 else f"{name[:79]}…" for name in names[:20]]
    shown = ", ".join(json.dumps(name, ensure_ascii=False) for name in cut)
    return f"{shown} and {len(names) - 20} more" if len(names) > 20 else shown
