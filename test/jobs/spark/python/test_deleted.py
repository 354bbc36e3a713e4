"""A version of the source that is deleted before it is read, or while it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sluice_spark import source
from sluice_spark.errors import SluiceError


class Client:
    """An S3 that has the object for some calls alone."""

    def __init__(self, code: str, has_head: bool) -> None:
        self.code = code
        self.has_head = has_head

    def head_object(self, **_: Any) -> dict[str, Any]:
        if not self.has_head:
            raise ClientError({"Error": {"Code": "404"}}, "HeadObject")
        return {"ContentLength": 9, "ETag": "e", "LastModified": datetime.now(UTC)}

    def get_object(self, **_: Any) -> Any:
        raise ClientError({"Error": {"Code": self.code}}, "GetObject")


def opened(monkeypatch: pytest.MonkeyPatch, code: str, has_head: bool, version: str | None) -> source.Source:
    client = Client(code, has_head)
    monkeypatch.setattr(source, "s3_client", lambda _: client)
    return source.open_source("s3://landing/zipcodes/a.csv", version, "eu-west-1")


def test_says_so_where_it_is_gone_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SluiceError, match=r"^file\.deleted: s3://landing/zipcodes/a\.csv: .*land the file again"):
        opened(monkeypatch, "NoSuchVersion", has_head=False, version="v")


def test_tells_a_key_that_no_version_was_named_of_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SluiceError, match=r"^convert\.no_source"):
        opened(monkeypatch, "NoSuchKey", has_head=False, version=None)


@pytest.mark.parametrize(("code", "error"), [("NoSuchVersion", "file.deleted"), ("AccessDenied", "convert.s3_failed")])
def test_says_so_where_it_goes_while_it_is_read(monkeypatch: pytest.MonkeyPatch, code: str, error: str) -> None:
    found = opened(monkeypatch, code, has_head=True, version="v")
    with pytest.raises(SluiceError, match=f"^{error}: s3://landing/zipcodes/a.csv"):
        list(found.read(0, 9))
