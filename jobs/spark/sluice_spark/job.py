"""One conversion: a CSV file to Parquet in every target, and a manifest in each."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from sluice_spark.arguments import Arguments
from sluice_spark.convert import Conversion, convert
from sluice_spark.ending import run_to_end
from sluice_spark.log import Log, now
from sluice_spark.manifest import engine_facts, manifest_alone, manifest_of, staging_prefix
from sluice_spark.open_file import open_file
from sluice_spark.plain import plain_source
from sluice_spark.plan import Plan, parse_plan
from sluice_spark.s3 import source_region
from sluice_spark.session import open_session
from sluice_spark.source import open_source, read_text
from sluice_spark.staging import Staging
from sluice_spark.targets import BucketTarget, FolderTarget, Target


def run_job(arguments: Arguments) -> None:
    """Converts, and tells the counts and times in the last line of the log.

    Raises SluiceError, whose text is what Glue shows as the run's error.
    """
    log = Log(run=arguments.run, attempt=arguments.attempt)
    run_to_end(log, "converted", lambda: _convert(arguments, log))


def _convert(arguments: Arguments, log: Log) -> dict[str, Any]:
    started = now()
    region = source_region(arguments.targets)
    plan = _read_plan(arguments.plan, region)
    source = open_source(arguments.source, arguments.source_version, region)
    staging = Staging(_targets_of(arguments), log)
    try:
        plain = plain_source(plan, source, staging)
        opened = open_file(plan, plain)
        plan = opened.shape.plan
        spark = open_session(arguments.run, plan.settings)
        log.info("started", dataset=plan.dataset, bytes=source.size, spark=spark.version)
        conversion = convert(spark, plan, plain, opened, staging, arguments, log)
        added = [asdict(each) for each in opened.shape.added]
        facts = {"engine": engine_facts(spark, arguments.code), "source": source.facts(), "added": added}
        times = {"startedAt": started, "endedAt": now(), "filled": None}
        _leave_manifests(arguments, plan, staging, conversion, {**facts, **times})
    finally:
        staging.clean()
    return {**conversion.counts.facts(), "files": len(conversion.files), "failed": staging.failed}


def _leave_manifests(
    arguments: Arguments, plan: Plan, staging: Staging, conversion: Conversion, facts: dict[str, Any]
) -> None:
    """A manifest is written last: files that none names are no one's."""
    files, counts = conversion.files, conversion.counts
    names = {each.file.scratch: each.name for each in files}

    def leave(target: Target) -> None:
        target.settle(names)
        about = {**facts, **counts.facts()}
        alone = arguments.output is not None
        told = (
            manifest_alone(arguments, plan, files, counts, facts["added"])
            if alone
            else manifest_of(arguments, plan, target.name, files, about)
        )
        target.write_json("manifest.json", told)

    staging.each(leave)


def _read_plan(where: str, region: str | None) -> Plan:
    return parse_plan(read_text(where, region), where)


def _targets_of(arguments: Arguments) -> tuple[Target, ...]:
    if arguments.output is not None:
        return (FolderTarget(arguments.output),)
    prefix = staging_prefix(arguments.run, arguments.attempt)
    process = uuid.uuid4().hex
    return tuple(BucketTarget(region, bucket, prefix, process) for region, bucket in arguments.targets)
