"""The columns that a file adds to its table, as `core/convert/readHeader.ts` has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sluice_spark.errors import SluiceError
from sluice_spark.plan import Column, Plan
from sluice_spark.quoted import quoted

MOST_COLUMNS = 1598
"""What Redshift Spectrum allows a table."""
LINEAGE_COLUMNS = 2


@dataclass(frozen=True)
class AddedColumn:
    header: str
    name: str


def added_columns(plan: Plan, headers: list[str]) -> tuple[AddedColumn, ...]:
    """The columns of these headers.

    Raises SluiceError `file.unknown_column` where a table cannot have one of them, and `file.too_many_columns`.
    """
    added = tuple(_added_column(plan, header) for header in headers)
    _refuse_repeated(plan, added)
    width = len(plan.columns) + len(plan.derived) + len(added) + LINEAGE_COLUMNS
    if added and width > MOST_COLUMNS:
        mend = f"it may have {MOST_COLUMNS}; look whether the first line of the file is its header"
        raise SluiceError("file.too_many_columns", f"The table would have {width} columns", plan.dataset, mend)
    return added


def added_name(header: str) -> str | None:
    """The name in SQL: words in lower case joined by underscores; None where it makes none."""
    words = re.sub(r"[^A-Za-z0-9]+", "_", re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", header))
    name = words.strip("_").lower()
    return name if re.match(r"[a-z]", name) and len(name) <= 127 else None


def as_columns(plan: Plan, added: tuple[AddedColumn, ...]) -> tuple[Column, ...]:
    """The columns as the plan would have them, behind its own."""
    template = plan.added
    if template is None:
        return ()
    first = len(plan.columns)
    return tuple(
        Column(
            name=each.name,
            header=each.header,
            former_headers=(),
            type=template.type,
            missing="NULL",
            steps=(),
            value=f"c{first + index}".join(template.value),
            reason=f"c{first + index}".join(template.reason),
        )
        for index, each in enumerate(added)
    )


def _added_column(plan: Plan, header: str) -> AddedColumn:
    name = added_name(header)
    taken = {column.name for column in plan.columns} | {name for name, _ in plan.partitions}
    taken |= {column.name for column in plan.derived}
    if name is not None and name not in taken:
        return AddedColumn(header, name)
    shown = quoted([header])
    why = "makes no name of a column" if name is None else f'would be the column "{name}", which there is'
    mend = f"declare it under a name of its own with .from({shown}), or drop it from the file"
    raise SluiceError("file.unknown_column", f"The header names {shown}, which {why}", plan.dataset, mend)


def _refuse_repeated(plan: Plan, added: tuple[AddedColumn, ...]) -> None:
    names = [each.name for each in added]
    repeated = next((name for index, name in enumerate(names) if names.index(name) != index), None)
    if repeated is None:
        return
    shown = quoted([each.header for each in added if each.name == repeated])
    what = f'The header names {shown}, which would be one column "{repeated}"'
    mend = "declare them in the contract, under names of their own"
    raise SluiceError("file.unknown_column", what, plan.dataset, mend)
