"""Clients of S3, one a region and process."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from sluice_spark.errors import SluiceError


@cache
def s3_client(region: str | None) -> Any:
    """A client for a region's buckets; `AWS_ENDPOINT_URL` says where it is reached, where that is not AWS."""
    import boto3
    from botocore.config import Config

    config = Config(retries={"mode": "standard", "max_attempts": 6}, max_pool_connections=32)
    return boto3.session.Session().client("s3", region_name=region or None, config=config)


def s3_error(cause: BaseException, where: str, code: str = "convert.s3_failed") -> SluiceError:
    """What S3 answered, as an error of the job's own; an error that is one already stays as it is."""
    if isinstance(cause, SluiceError):
        return cause
    return SluiceError(code, f"{type(cause).__name__}: {cause}", where, "see what S3 answered, and retry the run")


def source_region(targets: tuple[tuple[str, str], ...]) -> str | None:
    """The region that the job runs in, where its source and plan are too: the first target's, if nothing else says."""
    named = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return named or (targets[0][0] if targets else None)
