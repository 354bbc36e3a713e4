"""The text that is made of a record's unknown fields, as `core/convert/rescuedText.ts` makes it."""

from __future__ import annotations

import json
import re

from pyspark.sql import Column
from pyspark.sql import functions as F

from sluice_spark.header import Unknown


def rescued(unknown: tuple[Unknown, ...], nulls: tuple[str, ...]) -> Column:
    """A JSON object of texts by header, without null tokens; empty where nothing is left. Fields are `f0`, `f1`, ..."""
    members = [_member(each, nulls) for each in unknown]
    joined = F.concat_ws(",", *members)
    return F.when(joined == "", "").otherwise(F.concat(F.lit("{"), joined, F.lit("}")))


def _member(field: Unknown, nulls: tuple[str, ...]) -> Column:
    text = F.col(f"f{field.index}")
    member = F.concat(F.lit(f"{_json_text(field.header)}:"), _json_of(text))
    return F.when(~text.isin(list(nulls)), member) if nulls else member


def _json_of(text: Column) -> Column:
    """The text as a JSON string: the only member of an object, `{"v":...}`."""
    written = F.to_json(F.struct(text.alias("v")))
    return written.substr(F.lit(len('{"v":') + 1), F.length(written) - len('{"v":}'))


def _json_text(text: str) -> str:
    """Hex in upper case, as Jackson writes it."""
    return re.sub(
        r"(?<!\\)((?:\\\\)*\\u)([0-9a-f]{4})",
        lambda found: found[1] + found[2].upper(),
        json.dumps(text, ensure_ascii=False),
    )
