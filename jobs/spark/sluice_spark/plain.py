"""The source as UTF-8 that is not compressed: what can be read in ranges."""

from __future__ import annotations

import base64
import hashlib
import tempfile

from sluice_spark.decode import decoded
from sluice_spark.gunzip import gunzipped
from sluice_spark.plan import Plan
from sluice_spark.s3 import s3_error
from sluice_spark.source import Source
from sluice_spark.staging import Staging

NAME = "source.csv"


def plain_source(plan: Plan, source: Source, staging: Staging) -> Source:
    """The source itself, or a copy in a target's scratch that is decoded and expanded, by one process.

    Raises SluiceError with a `file.*` code where it is not compressed as the plan says.
    """
    if plan.encoding == "utf-8" and plan.compression == "none":
        return source
    chunks = source.read(0, source.size)
    expanded = gunzipped(chunks) if plan.compression == "gzip" else chunks
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        for chunk in decoded(expanded, plan.encoding):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        return _placed(file.name, base64.b64encode(digest.digest()).decode(), staging)


def _placed(path: str, sha256: str, staging: Staging) -> Source:
    """In the first target that takes it: one that does not fails with its files, later."""
    failures: list[Exception] = []
    for target in staging.targets:
        try:
            target.take(path, NAME, sha256)
            return target.source(NAME)
        except Exception as cause:
            failures.append(cause)
    raise s3_error(failures[-1], NAME)
