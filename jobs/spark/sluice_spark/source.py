"""The bytes of the source: an object of S3, always one version of it, or a local file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from sluice_spark.errors import SluiceError
from sluice_spark.s3 import s3_client, s3_error

CHUNK = 1 << 20
"""Bytes that are read at once."""


class Source(Protocol):
    @property
    def size(self) -> int: ...

    @property
    def chunk(self) -> int:
        """Bytes that are read at once."""

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to `stop`, in chunks."""

    def facts(self) -> dict[str, Any]:
        """What the manifest says of the source: ETag, bytes and time of landing."""


@dataclass(frozen=True)
class LocalSource:
    path: str
    chunk: int = CHUNK
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", os.stat(self.path).st_size)

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        with open(self.path, "rb") as file:
            file.seek(start)
            while start < stop:
                chunk = file.read(min(self.chunk, stop - start))
                if not chunk:
                    raise SluiceError(
                        "convert.source_changed", "The file became shorter", self.path, "run the job again"
                    )
                start += len(chunk)
                yield chunk

    def facts(self) -> dict[str, Any]:
        landed = datetime.fromtimestamp(os.stat(self.path).st_mtime, UTC)
        return {"etag": "", "bytes": self.size, "lastModified": _moment(landed)}


@dataclass(frozen=True)
class S3Source:
    """One version of an object; where its bucket keeps none, the object as it was when it was opened."""

    bucket: str
    key: str
    region: str
    version: str | None
    etag: str
    size: int
    landed: str
    chunk: int = CHUNK

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """A connection that breaks is opened anew, where it broke."""
        failures = 0
        while start < stop:
            try:
                for chunk in self._open(start, stop).iter_chunks(self.chunk):
                    start += len(chunk)
                    failures = 0
                    yield chunk
            except _broken() as cause:
                failures += 1
                if failures == 5:
                    raise s3_error(cause, f"s3://{self.bucket}/{self.key}") from cause

    def facts(self) -> dict[str, Any]:
        return {"etag": self.etag, "bytes": self.size, "lastModified": self.landed}

    def _open(self, start: int, stop: int) -> Any:
        which = {"IfMatch": self.etag} if self.version is None else {"VersionId": self.version}
        asked = {"Bucket": self.bucket, "Key": self.key, "Range": f"bytes={start}-{stop - 1}", **which}
        try:
            return s3_client(self.region).get_object(**asked)["Body"]
        except Exception as cause:
            uri = f"s3://{self.bucket}/{self.key}"
            raise _deleted(cause, uri, self.version) or s3_error(cause, uri) from cause


def _deleted(cause: Exception, uri: str, version: str | None) -> SluiceError | None:
    """The error of a version that is not there any more. What answers a HEAD has no code but its status."""
    response = getattr(cause, "response", {})
    if version is None or response.get("Error", {}).get("Code") not in ("NoSuchVersion", "NoSuchKey", "404"):
        return None
    return SluiceError("file.deleted", "The version was deleted before it was read", uri, "land the file again")


def open_source(uri: str, version: str | None, region: str | None) -> Source:
    """Opens the source at a path or an `s3://` address.

    Raises SluiceError `convert.no_source` where there is none.
    """
    parts = urlsplit(uri)
    if parts.scheme != "s3":
        path = parts.path if parts.scheme == "file" else uri
        if not os.path.isfile(path):
            raise SluiceError("convert.no_source", "There is no such file", path, "name a file that is there")
        return LocalSource(path)
    bucket, key = parts.netloc, uri[len(f"s3://{parts.netloc}/") :]
    which = {} if version is None else {"VersionId": version}
    try:
        head = s3_client(region).head_object(Bucket=bucket, Key=key, **which)
    except Exception as cause:
        raise _deleted(cause, uri, version) or s3_error(cause, uri, "convert.no_source") from cause
    found = version or head.get("VersionId")
    return S3Source(
        bucket,
        key,
        region or "",
        None if found == "null" and version is None else found,
        head["ETag"],
        head["ContentLength"],
        _moment(head["LastModified"]),
    )


def read_text(uri: str, region: str | None) -> str:
    """The text, in UTF-8, that lies at a path or an `s3://` address.

    Raises SluiceError `convert.no_source` where there is none.
    """
    source = open_source(uri, None, region)
    return b"".join(source.read(0, source.size)).decode()


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _broken() -> tuple[type[BaseException], ...]:
    from botocore.exceptions import ConnectionError as BrokenConnection
    from botocore.exceptions import HTTPClientError, IncompleteReadError

    return (BrokenConnection, HTTPClientError, IncompleteReadError)
