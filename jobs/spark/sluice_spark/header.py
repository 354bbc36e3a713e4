"""Finds the contract's columns in a file's header, as `core/convert/readHeader.ts` does."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from sluice_spark.added import AddedColumn, added_columns, as_columns
from sluice_spark.errors import SluiceError
from sluice_spark.plan import Plan
from sluice_spark.quoted import quoted


@dataclass(frozen=True)
class Unknown:
    """A field that the plan has no column for."""

    header: str
    index: int


Place = int | tuple[Unknown, ...] | None
"""Where a column's text is: the index of its field, the fields that it is made of, or None where the file lacks it."""


@dataclass(frozen=True)
class Shape:
    """What a header says."""

    plan: Plan
    """With the columns that the file adds."""
    layout: tuple[Place, ...]
    """Of that plan's columns."""
    added: tuple[AddedColumn, ...]


def read_header(plan: Plan, names: list[str]) -> Shape:
    """Finds the plan's columns, and what the file has beside them.

    Raises SluiceError `file.duplicate_header`, `file.unknown_column`, `file.missing_column` or
    `file.too_many_columns`.
    """
    _refuse_duplicates(plan, names)
    known = {column.header for column in plan.columns}
    unknown = tuple(Unknown(name, index) for index, name in enumerate(names) if name not in known)
    lacking = [header for header in _headers(plan) if header not in names]
    rename = _rename_of(unknown, lacking)
    if plan.added is None and None not in known:
        _refuse_unknown(plan, unknown, rename)
    _refuse_missing(plan, names, rename)
    added = () if plan.added is None else added_columns(plan, [each.header for each in unknown])
    evolved = replace(plan, columns=plan.columns + as_columns(plan, added))
    places: dict[str | None, Place] = {name: index for index, name in enumerate(names)}
    places[None] = unknown
    return Shape(evolved, tuple(places.get(column.header) for column in evolved.columns), added)


def present_names(plan: Plan, names: list[str]) -> list[str]:
    """A name that a column had before counts as its present one."""
    present = {former: column.header for column in plan.columns for former in column.former_headers}
    return [present.get(name) or name for name in names]


def no_header(plan: Plan) -> SluiceError:
    mend = f"begin the file with the header {quoted(_headers(plan))}"
    return SluiceError("file.no_header", "The file has no records, not even a header", plan.dataset, mend)


def malformed_header(plan: Plan, reason: str) -> SluiceError:
    what = f"The header is unreadable ({reason})"
    return SluiceError("file.malformed_header", what, plan.dataset, "write it as RFC 4180 has it, in UTF-8")


def _headers(plan: Plan) -> list[str]:
    return [column.header for column in plan.columns if column.header is not None]


def _rename_of(unknown: tuple[Unknown, ...], lacking: list[str]) -> str:
    """What one unknown column beside one that is missing may be."""
    if len(unknown) != 1 or len(lacking) != 1:
        return ""
    current, former = (json.dumps(name, ensure_ascii=False) for name in (unknown[0].header, lacking[0]))
    return f"; if {current} is the new name of {former}, declare .from({current}, {former})"


def _refuse_duplicates(plan: Plan, names: list[str]) -> None:
    repeated = [name for index, name in enumerate(names) if names.index(name) != index]
    if repeated:
        what = f"The header names {quoted(repeated)} more than once"
        mend = "give each column of the file a name of its own"
        raise SluiceError("file.duplicate_header", what, plan.dataset, mend)


def _refuse_unknown(plan: Plan, unknown: tuple[Unknown, ...], rename: str) -> None:
    if unknown:
        what = f"The header names {quoted([each.header for each in unknown])}, not in the contract"
        known = quoted(_headers(plan))
        mend = f"drop the column from the file or declare it; the contract's headers are {known}{rename}"
        raise SluiceError("file.unknown_column", what, plan.dataset, mend)


def _refuse_missing(plan: Plan, names: list[str], rename: str) -> None:
    missing = [
        column.header
        for column in plan.columns
        if column.header is not None and column.missing is None and column.header not in names
    ]
    if missing:
        what = f"The header lacks {quoted(missing)}"
        mend = (
            "add the column to the file or give it a .default() in the contract; "
            f"the file's headers are {quoted(names)}{rename}"
        )
        raise SluiceError("file.missing_column", what, plan.dataset, mend)
