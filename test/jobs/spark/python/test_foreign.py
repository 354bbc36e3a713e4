"""Files whose header tells that they are no CSV, or written with another delimiter."""

from __future__ import annotations

import gzip
from types import SimpleNamespace
from typing import Any

import pytest

from sluice_spark.errors import SluiceError
from sluice_spark.foreign import refuse_foreign

PLAN: Any = SimpleNamespace(dataset="d", delimiter=",", columns=[SimpleNamespace(header="id")])


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (gzip.compress(b"id,region"), "a gzip file"),
        (b"id,\0region", "a binary file: it has zero bytes"),
        ("\ufeffid,region".encode("utf-16-le"), "UTF-16 text"),
        (b"PK\x03\x04", "a ZIP archive, as .xlsx is"),
    ],
)
def test_refuses_what_is_no_text(raw: bytes, kind: str) -> None:
    with pytest.raises(SluiceError) as raised:
        refuse_foreign(PLAN, raw, None, "invalid_utf8")
    assert f"file.not_text: d: The file is no CSV in UTF-8, but {kind}; " in str(raised.value)


@pytest.mark.parametrize(
    ("raw", "names", "reason", "found"),
    [
        (b"id;cost;region", ["id;cost;region"], None, '";"'),
        (b'"id"\t"cost"', None, "malformed_quote", '"\\t"'),
        (b"id|cost|region;north", ["id|cost|region;north"], None, '"|"'),
    ],
)
def test_tells_which_delimiter_the_file_seems_to_have(
    raw: bytes, names: list[str] | None, reason: str | None, found: str
) -> None:
    with pytest.raises(SluiceError) as raised:
        refuse_foreign(PLAN, raw, names, reason)
    assert 'file.wrong_delimiter: d: The header is one field by the delimiter ","; ' in str(raised.value)
    assert f"csv({{ delimiter: {found} }})" in str(raised.value)


@pytest.mark.parametrize(
    ("raw", "names", "reason"),
    [
        (b"identity", ["identity"], None),
        (b"id", ["id"], None),
        (b"a;b,c", ["a;b", "c"], None),
        (b'"id"x,region;colour', None, "malformed_quote"),
        (b"id;caf\xe9", None, "invalid_utf8"),
    ],
)
def test_lets_others_be_judged_by_their_names(raw: bytes, names: list[str] | None, reason: str | None) -> None:
    refuse_foreign(PLAN, raw, names, reason)
