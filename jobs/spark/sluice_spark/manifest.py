"""What a conversion leaves beside its files, as `core/commit/Manifest.ts` and `core/commit/layout.ts` define it."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyspark.sql import SparkSession

from sluice_spark.arguments import Arguments
from sluice_spark.parquet import WrittenFile
from sluice_spark.plan import Plan


@dataclass(frozen=True)
class PlacedFile:
    """A file with its final name within the attempt's staging."""

    file: WrittenFile
    name: str
    part: int


@dataclass(frozen=True)
class Counts:
    """What became of the records: always `read = written + rejected`."""

    read: int
    written: int
    rejected: int
    reasons: dict[str, int]
    duplicate_keys: int

    def facts(self) -> dict[str, Any]:
        counts = {"read": self.read, "written": self.written, "rejected": self.rejected}
        return {**counts, "reasons": self.reasons, "duplicateKeys": self.duplicate_keys}


def staging_prefix(run: str, attempt: int) -> str:
    return f"staging/{run}/{attempt}/"


def place_files(files: list[WrittenFile]) -> list[PlacedFile]:
    """Rows in the order of their partitions, then rejects; files of one partition are numbered from 0."""
    ordered = sorted(
        files,
        key=lambda file: (file.content != "rows", [int(value) for _, value in file.partition], file.scratch),
    )
    placed: list[PlacedFile] = []
    for file in ordered:
        is_next = bool(placed) and _folder(placed[-1].file) == _folder(file)
        part = placed[-1].part + 1 if is_next else 0
        placed.append(PlacedFile(file, f"{_folder(file)}{part}.parquet", part))
    return placed


def manifest_of(
    arguments: Arguments, plan: Plan, region: str, files: list[PlacedFile], facts: dict[str, Any]
) -> dict[str, Any]:
    """The manifest of a region."""
    prefix = staging_prefix(arguments.run, arguments.attempt)
    return {
        "run": arguments.run,
        "attempt": arguments.attempt,
        "contract": plan.contract,
        **facts,
        "region": region,
        "files": [
            {
                "key": prefix + each.name,
                "place": {
                    "content": each.file.content,
                    "dataset": plan.dataset,
                    "partition": each.file.partition,
                    "part": each.part,
                },
                "rows": each.file.rows,
                "bytes": each.file.bytes,
                "sha256": each.file.sha256,
            }
            for each in files
        ],
    }


def manifest_alone(
    arguments: Arguments, plan: Plan, files: list[PlacedFile], counts: Counts, added: list[dict[str, str]]
) -> dict[str, Any]:
    """The manifest of a conversion into a folder."""
    kept = [
        {
            "path": each.name,
            "content": each.file.content,
            "rows": each.file.rows,
            "bytes": each.file.bytes,
            "sha256": each.file.sha256,
        }
        for each in files
    ]
    about = {"dataset": plan.dataset, "contract": plan.contract, "engine": "spark", "input": arguments.source}
    return {**about, **counts.facts(), "added": added, "files": kept}


def engine_facts(spark: SparkSession, code: str | None) -> dict[str, Any]:
    versions = {"spark": spark.version, "python": platform.python_version(), "pyarrow": pa.__version__}
    return {"name": "spark", "versions": versions, "code": code}


def _folder(file: WrittenFile) -> str:
    return f"{file.content}/" + "".join(f"{name}={value}/" for name, value in file.partition)
