"""Writes Parquet in tasks: files of one partition each, with their checksums, in every target."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sluice_spark.buckets import buckets_of
from sluice_spark.errors import SluiceError
from sluice_spark.s3 import s3_error
from sluice_spark.targets import Target

ROWS_OF_GROUP = 1 << 17
"""Rows of a row group: small enough for Spectrum to skip some, large enough to compress."""

BYTES_OF_GROUP = 64 << 20
"""A row group ends at so many bytes in memory, too: rows may be long."""

BYTES_OF_FILE = 512 << 20
"""A file that has so many bytes is closed, and the next one of its partition opened."""


@dataclass(frozen=True)
class Writing:
    """What a task writes, beside the rows that come to it sorted by the partition columns."""

    content: str
    """`rows` or `rejects`."""
    partitions: tuple[str, ...]
    """Columns at the end of the rows that go into the files' places."""
    lineage: tuple[tuple[str, str], ...]
    """Columns that are the same in each row."""
    required: tuple[str, ...]
    """Columns of the transform's that may hold no null."""
    targets: tuple[Target, ...]


@dataclass
class WrittenFile:
    """A file that was written, as a task tells it."""

    content: str
    partition: list[list[str]]
    scratch: str
    rows: int
    bytes: int
    sha256: str
    reasons: dict[str, int] = field(default_factory=dict)
    latest: int | None = None
    """The latest timestamp in it, in microseconds since 1970."""
    failures: dict[str, str] = field(default_factory=dict)
    """Why a target does not have it, by the target's name."""


@dataclass
class BadRecords:
    """Records that came with the rows and are none."""

    records: int = 0
    buckets: set[int] = field(default_factory=set)


RESULT = "told string"
RECORD = "_record"


def write_files(batches: Iterable[pa.RecordBatch], writing: Writing) -> Iterator[pa.RecordBatch]:
    """Writes what comes, and tells of each file, and of bad records, as one row of JSON."""
    current: _File | None = None
    bad = BadRecords()
    try:
        for batch in batches:
            for values, rows in _by_partition(_without_bad(batch, bad), writing):
                if current is not None and (current.values != values or current.is_full):
                    yield _told({"file": current.close().__dict__})
                    current = None
                current = current or _File(values, rows.schema, writing)
                current.add(rows)
        if current is not None:
            finished, current = current, None
            yield _told({"file": finished.close().__dict__})
        if bad.records:
            yield _told({"bad": bad.records, "buckets": sorted(bad.buckets)})
    finally:
        if current is not None:
            current.drop()


def gathered(told: list[str]) -> tuple[list[WrittenFile], BadRecords]:
    """What all tasks of a job told."""
    files: list[WrittenFile] = []
    bad = BadRecords()
    for each in map(json.loads, told):
        if "file" in each:
            files.append(WrittenFile(**each["file"]))
        else:
            bad.records += each["bad"]
            bad.buckets.update(each["buckets"])
    return files, bad


def _told(what: dict[str, Any]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"told": [json.dumps(what)]})


def _without_bad(batch: pa.RecordBatch, bad: BadRecords) -> pa.RecordBatch:
    """Takes the records with negative numbers out, and the numbers off the rows."""
    if RECORD not in batch.schema.names:
        return batch
    numbers = batch.column(RECORD).to_numpy()
    rows = batch.select([name for name in batch.schema.names if name != RECORD])
    is_bad = numbers < 0
    count = int(np.count_nonzero(is_bad))
    if count == 0:
        return rows
    bad.records += count
    bad.buckets |= buckets_of(-numbers[is_bad])
    return rows.filter(pa.array(~is_bad))


def _by_partition(batch: pa.RecordBatch, writing: Writing) -> Iterator[tuple[tuple[str, ...], pa.RecordBatch]]:
    """The batch, cut where a partition column changes, without those columns."""
    kept = batch.schema.names[: batch.num_columns - len(writing.partitions)]
    rows = batch.select(kept)
    values = [batch.column(name).to_numpy(zero_copy_only=False) for name in writing.partitions]
    changes = np.zeros(max(batch.num_rows - 1, 0), np.bool_)
    for column in values:
        changes |= column[1:] != column[:-1]
    edges = [0, *(np.flatnonzero(changes) + 1).tolist(), batch.num_rows]
    for start, stop in pairwise(edges):
        if stop > start:
            yield tuple(str(column[start]) for column in values), rows.slice(start, stop - start)


class _File:
    """One Parquet file on its way: on the local disk until it is closed."""

    def __init__(self, values: tuple[str, ...], schema: pa.Schema, writing: Writing) -> None:
        self.values = values
        self._writing = writing
        self._path = os.path.join(tempfile.gettempdir(), f"sluice-{uuid.uuid4().hex}.parquet")
        self._held: list[pa.RecordBatch] = []
        self._held_rows = 0
        self._rows = 0
        self._reasons: Counter[str] = Counter()
        self._latest: int | None = None
        self._file = open(self._path, "wb")
        self._writer = pq.ParquetWriter(
            self._file,
            self._schema_of(schema),
            compression="zstd",
            store_schema=False,
            store_decimal_as_integer=True,
        )

    @property
    def is_full(self) -> bool:
        return self._file.tell() >= BYTES_OF_FILE

    def add(self, rows: pa.RecordBatch) -> None:
        self._held.append(rows)
        self._held_rows += rows.num_rows
        if self._held_rows >= ROWS_OF_GROUP or sum(each.nbytes for each in self._held) >= BYTES_OF_GROUP:
            self._write()

    def close(self) -> WrittenFile:
        try:
            self._write()
            self._writer.close()
            self._file.close()
            return self._stored()
        finally:
            self.drop()

    def drop(self) -> None:
        """Leaves nothing on the local disk."""
        self._file.close()
        if os.path.exists(self._path):
            os.remove(self._path)

    def _schema_of(self, schema: pa.Schema) -> pa.Schema:
        own = [(each.name, each.type) for each in schema]
        lineage = [(name, pa.string()) for name, _ in self._writing.lineage]
        return pa.schema(lineage + own if self._writing.content == "rejects" else own + lineage)

    def _write(self) -> None:
        if not self._held:
            return
        table = pa.Table.from_batches(self._held)
        self._held, self._held_rows = [], 0
        self._observe(table)
        columns = {name: table.column(name) for name in table.column_names}
        columns |= {name: pa.repeat(value, table.num_rows) for name, value in self._writing.lineage}
        schema = self._writer.schema
        self._writer.write_table(pa.table([columns[name] for name in schema.names], schema=schema), table.num_rows)
        self._rows += table.num_rows

    def _observe(self, table: pa.Table) -> None:
        for name in self._writing.required:
            if table.column(name).null_count:
                what = f'The transform left a null in column "{name}", which may hold none'
                raise SluiceError("convert.transform_null", what, mend="mend the transform, or declare it .nullable()")
        if self._writing.content == "rejects":
            found = pc.struct_field(pc.list_flatten(table.column("errors")), "reason")
            self._reasons.update(found.to_pylist())
        for each in table.schema:
            if pa.types.is_timestamp(each.type):
                latest = pc.max(table.column(each.name).cast(pa.int64())).as_py()
                self._latest = max((at for at in (latest, self._latest) if at is not None), default=None)

    def _stored(self) -> WrittenFile:
        with open(self._path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        partition = [list(pair) for pair in zip(self._writing.partitions, self.values, strict=True)]
        name = f"{uuid.uuid4().hex}.parquet"
        size = os.stat(self._path).st_size
        sha256 = base64.b64encode(digest).decode()
        told = WrittenFile(self._writing.content, partition, name, self._rows, size, sha256)
        told.reasons, told.latest = dict(self._reasons), self._latest
        for target in self._writing.targets:
            try:
                target.take(self._path, name, sha256)
            except Exception as cause:
                told.failures[target.name] = str(s3_error(cause, target.name))
        return told
