"""Applies a dataset's own function to its rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from pyspark.sql import DataFrame

from sluice_spark.errors import SluiceError
from sluice_spark.plan import Plan


def transformed(plan: Plan, rows: DataFrame) -> DataFrame:
    """The rows as the transform leaves them: the file's columns, then the derived ones.

    Raises SluiceError `convert.transform_unknown`, `convert.transform_columns` or `convert.transform_type`.
    """
    if plan.transform is None:
        return rows
    changed = _load(plan.transform, plan.dataset)(rows)
    wanted = [(column.name, column.type) for column in plan.columns]
    wanted += [(column.name, column.type) for column in plan.derived]
    _check_columns(plan, changed, [name for name, _ in wanted])
    for name, type_ in wanted:
        found = changed.schema[name].dataType.simpleString()
        if found != type_.lower().replace(" ", ""):
            what = f'The transform {plan.transform} gives column "{name}" the type {found}, not {type_}'
            raise SluiceError("convert.transform_type", what, plan.dataset, f"cast it to {type_}")
    return changed.select(*[f"`{name}`" for name, _ in wanted])


def _load(name: str, dataset: str) -> Callable[[DataFrame], DataFrame]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise SluiceError("convert.transform_unknown", f"{name!r} is no name of a transform", dataset)
    try:
        found: Callable[[DataFrame], DataFrame] = import_module(f"transforms.{name}").transform
        return found
    except (ModuleNotFoundError, AttributeError) as cause:
        what = f"There is no transform {name} ({cause})"
        mend = f"write jobs/spark/transforms/{name}.py with a function transform(df)"
        raise SluiceError("convert.transform_unknown", what, dataset, mend) from cause


def _check_columns(plan: Plan, changed: DataFrame, wanted: list[str]) -> None:
    missing = [name for name in wanted if name not in changed.columns]
    unknown = [name for name in changed.columns if name not in wanted]
    if missing or unknown or len(changed.columns) != len(wanted):
        what = f"The transform {plan.transform} leaves the columns {', '.join(changed.columns)}"
        raise SluiceError("convert.transform_columns", what, plan.dataset, f"leave exactly {', '.join(wanted)}")
