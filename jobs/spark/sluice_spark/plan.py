"""The plan of a conversion, as `core/emit/spark` derives it from a contract."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sluice_spark.errors import SluiceError

ENCODINGS = ("utf-8", "utf-16", "windows-1252")
COMPRESSIONS = ("none", "gzip")


@dataclass(frozen=True)
class Column:
    """A column of the file; its SQL is over `c<position>`, the raw text, which is never NULL."""

    name: str
    header: str | None
    """None of the column that keeps what the plan does not know."""
    former_headers: tuple[str, ...]
    type: str
    missing: str | None
    """The value where the file lacks the column; None where it must have it."""
    steps: tuple[dict[str, str], ...]
    value: str
    reason: str


@dataclass(frozen=True)
class Added:
    """How a column is read that a file adds: SQL over any one text, cut where that is named."""

    type: str
    value: tuple[str, ...]
    reason: tuple[str, ...]


@dataclass(frozen=True)
class Derived:
    """A column that the transform adds."""

    name: str
    type: str
    nullable: bool


@dataclass(frozen=True)
class Zone:
    """A time zone and what the reference says of it: pairs of seconds since 1970 and the offset then, in seconds."""

    zone: str
    probes: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Plan:
    dataset: str
    contract: str
    settings: dict[str, str]
    """What the SQL relies on in the Spark session."""
    delimiter: str
    quote: str
    escape: str
    """Before a quote in quotes, or before another of itself; the quote itself where quotes are doubled."""
    comment: str | None
    """At the start of a line that is no record."""
    header: bool
    """Whether the first record names the columns; without, they are those of the plan, in its order."""
    longest: int
    """Bytes that a record may have."""
    splittable: bool
    encoding: str
    """`utf-8`, `utf-16` or `windows-1252`."""
    compression: str
    """`none` or `gzip`."""
    skip: int
    """Lines to drop before the header."""
    nulls: tuple[str, ...]
    """Texts that are null where they are rescued."""
    columns: tuple[Column, ...]
    added: Added | None
    """None where a file may add no column."""
    partitions: tuple[tuple[str, str], ...]
    sort: tuple[str, ...]
    key: tuple[str, ...]
    transform: str | None
    derived: tuple[Derived, ...]
    zones: tuple[Zone, ...]


def parse_plan(text: str, where: str) -> Plan:
    """Reads a plan.

    Raises SluiceError `convert.corrupt_plan` for what is no plan of version 1.
    """
    try:
        found = json.loads(text)
        if found["version"] != 1:
            raise ValueError(f"version {found['version']} is not 1")
        return _plan_of(found)
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        what = f"The plan cannot be read ({type(cause).__name__}: {cause})"
        raise SluiceError("convert.corrupt_plan", what, where, "deploy the stack again") from cause


def _plan_of(found: dict[str, Any]) -> Plan:
    source = found["source"]
    return Plan(
        dataset=found["dataset"],
        contract=found["contract"],
        settings={str(name): str(value) for name, value in found["settings"].items()},
        delimiter=_one_byte(source["delimiter"]),
        quote=_one_byte(source["quote"]),
        escape=_one_byte(source["escape"]),
        comment=None if source["comment"] is None else _one_byte(source["comment"]),
        header=bool(source["header"]),
        longest=int(source["maxRecordBytes"]),
        splittable=bool(source["splittable"]),
        encoding=_one_of(source["encoding"], ENCODINGS),
        compression=_one_of(source["compression"], COMPRESSIONS),
        skip=int(source["skip"]),
        nulls=tuple(source["nulls"]),
        columns=tuple(_column_of(each) for each in found["columns"]),
        added=None if found["added"] is None else _added_of(found["added"]),
        partitions=tuple((each["name"], each["sql"]) for each in found["partitions"]),
        sort=tuple(found["sort"]),
        key=tuple(found["key"]),
        transform=found["transform"],
        derived=tuple(Derived(each["name"], each["type"], each["nullable"]) for each in found["derived"]),
        zones=tuple(
            Zone(each["zone"], tuple((int(at), int(to)) for at, to in each["probes"])) for each in found["zones"]
        ),
    )


def _column_of(found: dict[str, Any]) -> Column:
    steps = tuple({str(name): str(sql) for name, sql in layer.items()} for layer in found["steps"])
    return Column(
        name=found["name"],
        header=found["header"],
        former_headers=tuple(found["formerHeaders"]),
        type=found["type"],
        missing=found["missing"],
        steps=steps,
        value=found["value"],
        reason=found["reason"],
    )


def _added_of(found: dict[str, Any]) -> Added:
    return Added(found["type"], tuple(found["value"]), tuple(found["reason"]))


def _one_byte(character: str) -> str:
    if len(character.encode()) != 1:
        raise ValueError(f"{character!r} is not one ASCII character")
    return character


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is not one of {', '.join(known)}")
    return value
