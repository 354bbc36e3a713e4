"""Where files are staged: a region's lake bucket, or a local folder."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any, Protocol

from sluice_spark.s3 import s3_client
from sluice_spark.source import LocalSource, Source, open_source

PART = 8 << 20
"""Bytes of a part of an upload; a file that is no longer is sent whole."""

AT_ONCE = 16
"""Requests on their way at once."""


class Target(Protocol):
    """Takes files first under names of their own, which no reader looks at, and then under their final ones."""

    @property
    def name(self) -> str:
        """The region, or the folder."""

    def check(self) -> None:
        """Raises where nothing can be written."""

    def take(self, path: str, name: str, sha256: str) -> None:
        """Stores a local file under a scratch name. `sha256` is in base64."""

    def open(self, name: str) -> IO[bytes]:
        """A scratch file, to be read."""

    def source(self, name: str) -> Source:
        """A scratch file, to be read in ranges by any process."""

    def settle(self, names: dict[str, str]) -> None:
        """Gives scratch files their final names."""

    def write_json(self, name: str, value: dict[str, Any]) -> None: ...

    def clean(self) -> None:
        """Removes what is left of scratch files."""


@dataclass(frozen=True)
class FolderTarget:
    folder: str

    @property
    def name(self) -> str:
        return self.folder

    @property
    def _scratch(self) -> str:
        return os.path.join(self.folder, ".scratch")

    def check(self) -> None:
        os.makedirs(self._scratch, exist_ok=True)

    def take(self, path: str, name: str, sha256: str) -> None:  # noqa: ARG002 - for buckets
        os.makedirs(self._scratch, exist_ok=True)
        shutil.copyfile(path, os.path.join(self._scratch, name))

    def open(self, name: str) -> IO[bytes]:
        return open(os.path.join(self._scratch, name), "rb")

    def source(self, name: str) -> Source:
        return LocalSource(os.path.join(self._scratch, name))

    def settle(self, names: dict[str, str]) -> None:
        for scratch, final in names.items():
            path = os.path.join(self.folder, final)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.replace(os.path.join(self._scratch, scratch), path)

    def write_json(self, name: str, value: dict[str, Any]) -> None:
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")

    def clean(self) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)


@dataclass(frozen=True)
class BucketTarget:
    region: str
    bucket: str
    prefix: str
    """Of the attempt's staging: `staging/<run>/<attempt>/`."""
    process: str
    """Of the process that writes: two on one attempt do not touch each other's scratch files."""

    @property
    def name(self) -> str:
        return self.region

    @property
    def _scratch(self) -> str:
        return f"{self.prefix}.scratch/{self.process}/"

    def check(self) -> None:
        s3_client(self.region).put_object(Bucket=self.bucket, Key=f"{self._scratch}begun", Body=b"")

    def take(self, path: str, name: str, sha256: str) -> None:
        """S3 compares what it receives with the checksum: of the whole, or of each part."""
        place = {"Bucket": self.bucket, "Key": self._scratch + name}
        content = {"ContentType": "application/vnd.apache.parquet"}
        client = s3_client(self.region)
        if os.stat(path).st_size <= PART:
            with open(path, "rb") as body:
                client.put_object(**place, **content, Body=body, ChecksumSHA256=sha256)
            return
        from boto3.s3.transfer import TransferConfig

        config = TransferConfig(multipart_threshold=PART, multipart_chunksize=PART, max_concurrency=2)
        extra = {**content, "ChecksumAlgorithm": "SHA256"}
        client.upload_file(path, place["Bucket"], place["Key"], ExtraArgs=extra, Config=config)

    def open(self, name: str) -> IO[bytes]:
        body = s3_client(self.region).get_object(Bucket=self.bucket, Key=self._scratch + name)["Body"]
        file = tempfile.TemporaryFile()
        shutil.copyfileobj(body, file)
        file.seek(0)
        return file

    def source(self, name: str) -> Source:
        return open_source(f"s3://{self.bucket}/{self._scratch}{name}", None, self.region)

    def settle(self, names: dict[str, str]) -> None:
        def copy(item: tuple[str, str]) -> None:
            scratch, final = item
            origin = {"Bucket": self.bucket, "Key": self._scratch + scratch}
            s3_client(self.region).copy_object(Bucket=self.bucket, Key=self.prefix + final, CopySource=origin)

        in_threads(copy, names.items())

    def write_json(self, name: str, value: dict[str, Any]) -> None:
        body = json.dumps(value, indent=2, ensure_ascii=False).encode()
        place = {"Bucket": self.bucket, "Key": self.prefix + name}
        s3_client(self.region).put_object(**place, Body=body, ContentType="application/json")

    def clean(self) -> None:
        client = s3_client(self.region)
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self._scratch)
        for page in pages:
            keys = [{"Key": each["Key"]} for each in page.get("Contents", [])]
            if keys:
                client.delete_objects(Bucket=self.bucket, Delete={"Objects": keys, "Quiet": True})


def in_threads(action: Callable[[Any], None], items: Iterable[Any]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(action, list(items)):
            pass
